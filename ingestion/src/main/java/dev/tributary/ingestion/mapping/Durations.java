package dev.tributary.ingestion.mapping;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.regex.Pattern;

/// Reads durations as XML Schema writes them (part 2, 3.2.6), as far as they are of days and less.
final class Durations {

  /// No years and no months, as some libraries write them.
  private static final Pattern NO_MONTHS = Pattern.compile("^P(?:0+Y)?(?:0+M)?(?=[0-9T])");

  private Durations() {}

  /// @throws DateTimeParseException if it is none
  static Duration parse(String text) {
    return Duration.parse(NO_MONTHS.matcher(text).replaceFirst("P"));
  }
}
