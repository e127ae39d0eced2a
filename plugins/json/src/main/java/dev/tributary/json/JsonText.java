package dev.tributary.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tributary.Body;
import dev.tributary.InvalidMessageException;
import dev.tributary.InvalidMessageException.Violation;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.util.List;

/// The text of a body. JSON is UTF-8 (RFC 8259, section 8.1): what is not is refused rather than
/// read as something else. A byte order mark at the beginning is left out.
final class JsonText {
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private JsonText() {}

  /// @param summary what is expected of the body, for the error
  /// @throws InvalidMessageException if it is not UTF-8, saying where
  static String of(Body body, String summary) {
    var bytes = ByteBuffer.wrap(body.bytes());
    try {
      var decoder =
          UTF_8
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .onUnmappableCharacter(CodingErrorAction.REPORT);
      var text = decoder.decode(bytes).toString();
      return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
    } catch (CharacterCodingException _) {
      throw new InvalidMessageException(summary, List.of(notUtf8(body.bytes())));
    }
  }

  /// Decodes once more, as far as that goes.
  private static Violation notUtf8(byte[] bytes) {
    var in = ByteBuffer.wrap(bytes);
    var before = CharBuffer.allocate(bytes.length);
    var result = UTF_8.newDecoder().decode(in, before, true);
    var place = Place.after(before.flip().toString());
    var found = new StringBuilder();
    for (int at = 0; at < Math.max(1, result.length()) && in.hasRemaining(); at++) {
      found.append(" 0x%02X".formatted(in.get()));
    }
    return new Violation("", "the bytes" + found, "expected text in UTF-8 " + place);
  }
}
