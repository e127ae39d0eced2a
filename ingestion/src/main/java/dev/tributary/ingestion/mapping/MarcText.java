package dev.tributary.ingestion.mapping;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What cataloguers write as text in records of MARC, between the punctuation of ISBD. Texts may be
/// of any length and of anything: none is searched more than once.
final class MarcText {
  private static final Pattern YEAR = Pattern.compile("(1[5-9]|20)\\d{2}");

  private static final Pattern LENGTH =
      Pattern.compile(
          "(?i)(?:(?<!\\d)(\\d{1,6})\\s*(?:hr?s?|hours?)\\b\\.?,?\\s*)?"
              + "(?:(?<!\\d)(\\d{1,6})\\s*min(?:utes)?\\b)?");

  private static final Pattern READ_BY =
      Pattern.compile(
          "(?i)(?:narrat(?:or|ed by)|read(?:er)?(?: by)?|performed by)(?:\\s*:)?\\s++(.+)");

  /// A full stop after more than an initial.
  private static final Pattern END_OF_SENTENCE = Pattern.compile("(?s).*[\\p{L}\\p{N})\\]]{3}\\.");

  /// A full stop after a word of two letters, one of which is no consonant.
  private static final Pattern END_OF_NAME =
      Pattern.compile("(?i)(?<![\\p{L}\\p{M}.])(?![b-df-hj-np-tv-xz]{2})\\p{L}{2}\\.$");

  /// What of a text is enough to tell that.
  private static final int END = 7;

  private MarcText() {}

  /// Without the punctuation of ISBD at its end; a full stop stays after an initial, an
  /// abbreviation or several of them.
  static String bare(String text) {
    var whole = text.strip();
    var end = whole.length();
    while (end > 0 && "/:;,=".indexOf(whole.charAt(end - 1)) >= 0) {
      end--;
    }
    var bare = whole.substring(0, end).strip();
    var isSentence =
        END_OF_SENTENCE.matcher(bare.substring(Math.max(0, bare.length() - END))).matches();
    return isSentence ? bare.substring(0, bare.length() - 1) : bare;
  }

  /// A name without that punctuation; the full stop stays after what is no word: an initial, or an
  /// abbreviation such as `Wm.`, which has no vowel.
  static String name(String text) {
    var bare = bare(text);
    return END_OF_NAME.matcher(bare.substring(Math.max(0, bare.length() - END))).find()
        ? bare.substring(0, bare.length() - 1)
        : bare;
  }

  /// The same without the brackets around what the cataloguer has added.
  static String withoutBrackets(String text) {
    return bare(text.replaceAll("[\\[\\]]", ""));
  }

  /// The first year in it.
  static Optional<String> year(String text) {
    var match = YEAR.matcher(text);
    return match.find() ? Optional.of(match.group()) : Optional.empty();
  }

  /// The first length in hours and minutes in it: `9 audio files (9 hr., 47 min.)`.
  static Optional<Duration> length(String text) {
    var match = LENGTH.matcher(text);
    while (match.find()) {
      if (match.group(1) != null || match.group(2) != null) {
        var hours = match.group(1) == null ? 0 : Long.parseLong(match.group(1));
        var minutes = match.group(2) == null ? 0 : Long.parseLong(match.group(2));
        return Optional.of(Duration.ofHours(hours).plusMinutes(minutes));
      }
    }
    return Optional.empty();
  }

  /// Who reads it: `Read by Mia Ek and Tor Vik.`
  static List<String> readers(String text) {
    var match = READ_BY.matcher(text);
    return match.matches()
        ? Stream.of(bare(match.group(1)).split(";|,| and | & ", -1))
            .map(String::strip)
            .filter(name -> !name.isEmpty())
            .toList()
        : List.of();
  }
}
