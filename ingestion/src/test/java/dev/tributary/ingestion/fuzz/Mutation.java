package dev.tributary.ingestion.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Changes documents as accidents do: parts are missing, come twice, stand elsewhere, or say what
/// nobody expects there. The same instructions always make the same of the same documents, so that
/// whoever searches among instructions searches among documents that are nearly right.
final class Mutation {
  private static final int LONGEST = 200_000;

  /// Tags, words, blanks, and all else character by character.
  private static final Pattern PIECE =
      Pattern.compile("<[^<>]*>|[^<>\\s,;|\"'{}\\[\\]:]+|\\s+|.", Pattern.DOTALL);

  private static final Pattern START_TAG = Pattern.compile("<([^\\s/>!?]++)[^>]*+(?<!/)>");
  private static final Pattern QUOTED = Pattern.compile("\"[^\"]*\"");

  /// What stands where a name, a number, a date, a length, an address or a file is expected.
  private static final List<String> ODD =
      Stream.of(
              "",
              " ",
              "0",
              "-1",
              "1.5",
              "2147483648",
              "99999999999999999999",
              "1e999999999",
              "NaN",
              "true",
              "null",
              "١٢٣",
              "İ",
              "\uD83C\uDF0A",
              "\uFFFE",
              "\u0000",
              "2026-02-30",
              "0000-00-00",
              "-0001-01-01",
              "12026-01-01",
              "2026-01-01T25:61:61+99:99",
              "2026-12-31T24:00:00Z",
              "Sun, 30 Feb 2026 25:00 XYZ",
              "PT",
              "P1Y",
              "-PT5S",
              "PT1.1234567890123S",
              "PT99999999999999999H",
              "99:99:99",
              "9780000000000",
              "USABC",
              "../../etc/passwd",
              "file:///etc/passwd",
              "http://[::1",
              "//%zz?#",
              "&amp;",
              "&#0;",
              "&#xD800;",
              "&nowhere;",
              "<x>",
              "<script",
              "]]>",
              "<!--",
              "<?tributary-product 0 -1?>",
              "<!DOCTYPE x [<!ENTITY a 'b'>]>",
              "UserDefined",
              "a".repeat(5_000))
          .map(odd -> new String(odd.getBytes(UTF_8), ISO_8859_1))
          .toList();

  private enum Change {
    LEAVE_OUT,
    SAY_TWICE,
    SAY_OFTEN,
    MOVE,
    SAY_OTHERWISE,
    SAY_MORE,
    SAY_AS_ELSEWHERE,
    MISPRINT,
    CUT_OFF
  }

  private final ByteBuffer instructions;
  private final List<String> pieces;

  private Mutation(ByteBuffer instructions, List<String> pieces) {
    this.instructions = instructions;
    this.pieces = pieces;
  }

  /// One of `documents`, which the instructions choose, changed as they say.
  static byte[] of(List<byte[]> documents, byte[] instructions) {
    var left = ByteBuffer.wrap(instructions);
    var chosen = documents.get(next(left, documents.size()));
    var pieces =
        PIECE.matcher(new String(chosen, ISO_8859_1)).results().map(MatchResult::group).toList();
    var mutation = new Mutation(left, new ArrayList<>(pieces));
    while (left.hasRemaining() && !mutation.pieces.isEmpty()) {
      mutation.change();
    }
    var changed = String.join("", mutation.pieces);
    return changed.substring(0, Math.min(changed.length(), LONGEST)).getBytes(ISO_8859_1);
  }

  private void change() {
    var change = Change.values()[next(Change.values().length)];
    var at = next(pieces.size());
    switch (change) {
      case LEAVE_OUT -> part(at).clear();
      case SAY_TWICE -> pieces.addAll(at, List.copyOf(part(at)));
      case SAY_OFTEN -> pieces.set(at, often(String.join("", part(at))));
      case MOVE -> {
        var part = List.copyOf(part(at));
        part(at).clear();
        pieces.addAll(next(pieces.size() + 1), part);
      }
      case SAY_OTHERWISE -> pieces.set(at, otherwise(pieces.get(at)));
      case SAY_MORE -> pieces.add(at, odd());
      case SAY_AS_ELSEWHERE -> pieces.set(at, pieces.get(next(pieces.size())));
      case MISPRINT -> pieces.set(at, misprinted(pieces.get(at)));
      case CUT_OFF -> pieces.subList(at, pieces.size()).clear();
    }
  }

  /// An element, an object, an array, or a piece that is none.
  private List<String> part(int at) {
    var first = pieces.get(at);
    var tag = START_TAG.matcher(first.startsWith("<") ? first : "");
    if (tag.matches()) {
      return enclosed(at, "<" + tag.group(1), "</" + tag.group(1));
    }
    return switch (first) {
      case "{" -> enclosed(at, "{", "}");
      case "[" -> enclosed(at, "[", "]");
      default -> pieces.subList(at, at + 1);
    };
  }

  private List<String> enclosed(int at, String opening, String closing) {
    var open = 0;
    for (var end = at; end < pieces.size(); end++) {
      var piece = pieces.get(end);
      if (piece.startsWith(closing)) {
        open--;
      } else if (piece.startsWith(opening) && !piece.endsWith("/>")) {
        open++;
      }
      if (open == 0) {
        return pieces.subList(at, end + 1);
      }
    }
    return pieces.subList(at, at + 1);
  }

  private String often(String part) {
    var times = 1 << next(18);
    return part.repeat(Math.max(1, Math.min(times, LONGEST / Math.max(1, part.length()))));
  }

  /// Of a tag, the value of an attribute.
  private String otherwise(String piece) {
    return piece.startsWith("<") && piece.indexOf('"') > 0
        ? QUOTED.matcher(piece).replaceFirst(Matcher.quoteReplacement('"' + odd() + '"'))
        : odd();
  }

  private String odd() {
    return ODD.get(next(ODD.size()));
  }

  private String misprinted(String piece) {
    if (piece.isEmpty()) {
      return odd();
    }
    var misprinted = new StringBuilder(piece);
    misprinted.setCharAt(next(piece.length()), (char) next(256));
    return misprinted.toString();
  }

  private int next(int bound) {
    return next(instructions, bound);
  }

  /// As many bytes as it takes; without any left, always the same.
  private static int next(ByteBuffer instructions, int bound) {
    var value = 0;
    for (var reach = 1; reach < bound && instructions.hasRemaining(); reach <<= Byte.SIZE) {
      value = (value << Byte.SIZE) | (instructions.get() & 0xFF);
    }
    return bound == 0 ? 0 : Math.floorMod(value, bound);
  }
}
