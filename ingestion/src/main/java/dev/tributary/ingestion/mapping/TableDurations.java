package dev.tributary.ingestion.mapping;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Lengths as people write them into tables: seconds, `3:45`, `1:02:30`, `1h 2m 30s`, ISO 8601; by
/// a declared format also minutes (`min`), milliseconds (`ms`) or `h:mm`.
final class TableDurations {

  /// No length takes more in words. What is longer is not made small: for U+0130 that takes the JDK
  /// the square of their number.
  private static final int LONGEST = 100;

  private static final Pattern NUMBER = Pattern.compile("\\d{1,12}(?:[.,]\\d+)?");
  private static final Pattern COLONS =
      Pattern.compile("(?:(\\d{1,4}):)?(\\d{1,4}):(\\d{2})(?:[.,](\\d{1,9}))?");
  private static final Pattern WORDS =
      Pattern.compile(
          "(?:(\\d+)\\s*h(?:(?:ou)?rs?)?\\.?[\\s,]*)?(?:(\\d+)\\s*m(?:in(?:ute)?s?)?\\.?[\\s,]*)?"
              + "(?:(\\d+)\\s*s(?:ec(?:ond)?s?)?\\.?)?");

  private TableDurations() {}

  /// @param formats `s`, `min`, `ms`, `h:mm`; what goes without saying need not be declared
  /// @throws DateTimeException if it is no length, saying what was expected
  static Duration of(String text, List<String> formats) {
    if (text.length() > LONGEST) {
      throw expected();
    }
    if (NUMBER.matcher(text).matches()) {
      return Duration.ofMillis(
          new BigDecimal(text.replace(',', '.'))
              .multiply(BigDecimal.valueOf(millisOfUnit(formats)))
              .setScale(0, RoundingMode.HALF_UP)
              .longValueExact());
    }
    var colons = COLONS.matcher(text);
    if (colons.matches()) {
      if (colons.group(1) == null && formats.contains("h:mm")) {
        return inParts(colons.group(2), colons.group(3), "0");
      }
      return inParts(colons.group(1), colons.group(2), colons.group(3));
    }
    var words = WORDS.matcher(text.toLowerCase(Locale.ROOT));
    if (!text.isEmpty() && words.matches()) {
      return inParts(words.group(1), words.group(2), words.group(3));
    }
    try {
      return Durations.parse(text);
    } catch (DateTimeException none) {
      throw expected();
    }
  }

  private static DateTimeException expected() {
    return new DateTimeException("a length in seconds, or such as 3:45 or 1:02:30");
  }

  private static long millisOfUnit(List<String> formats) {
    return formats.contains("ms") ? 1 : formats.contains("min") ? 60_000 : 1_000;
  }

  private static Duration inParts(
      @Nullable String hours, @Nullable String minutes, @Nullable String seconds) {
    return Duration.ofHours(number(hours))
        .plusMinutes(number(minutes))
        .plusSeconds(number(seconds));
  }

  private static long number(@Nullable String digits) {
    if (digits == null) {
      return 0;
    }
    if (digits.length() > 9) {
      throw expected();
    }
    return Long.parseLong(digits);
  }
}
