package dev.tributary.ingestion.trust;

import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.MissingResourceException;

/// Whether two who speak of the same field say the same.
final class Agreement {
  /// By how much two may be apart that measured the same recording.
  private static final Duration TOLERANCE = Duration.ofSeconds(3);

  private Agreement() {}

  static boolean isThere(String field, String one, String other) {
    return switch (field) {
      case "duration" -> isSameLength(one, other);
      // One of them may be but a year.
      case "releaseDate", "originalReleaseDate" -> one.startsWith(other) || other.startsWith(one);
      case "language", "languageOfPerformance" -> language(one).equals(language(other));
      default -> plain(one).equals(plain(other));
    };
  }

  private static boolean isSameLength(String one, String other) {
    try {
      var difference = Duration.parse(one).minus(Duration.parse(other)).abs();
      return difference.compareTo(TOLERANCE) <= 0;
    } catch (DateTimeParseException | ArithmeticException unreadable) {
      return false;
    }
  }

  /// That of Britain and that of Brazil are English and Portuguese, and `eng` is `en`.
  private static String language(String tag) {
    var locale = Locale.forLanguageTag(tag);
    try {
      return locale.getISO3Language();
    } catch (MissingResourceException unknown) {
      return locale.getLanguage();
    }
  }

  /// Letters with their marks, and digits, however they are encoded: how others set a title is no
  /// contradiction. Marks are vowels in Hindi; those that only choose a glyph are not.
  private static String plain(String text) {
    return Normalizer.normalize(text, Form.NFKC)
        .toLowerCase(Locale.ROOT)
        .replaceAll("[^\\p{L}\\p{M}\\p{N}]|[\\uFE00-\\uFE0F]", "");
  }
}
