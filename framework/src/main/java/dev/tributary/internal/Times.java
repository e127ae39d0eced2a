package dev.tributary.internal;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;

/// Times as text, as ISO 8601 has them, in UTC.
public final class Times {
  private static final int FRACTION = "2026-01-31T23:59:59.".length();

  private Times() {}

  /// The instant that `text` stands for. What [Instant#toString] writes is read without a
  /// formatter: every message has a handful of them.
  ///
  /// @throws DateTimeException if it stands for none
  public static Instant parse(String text) {
    try {
      return isUsual(text) ? usual(text) : Instant.parse(text);
    } catch (DateTimeException leapSecondOrMidnight) {
      return Instant.parse(text);
    }
  }

  /// Whether it is like 2026-01-31T23:59:59Z, or has a fraction of a second besides.
  private static boolean isUsual(String text) {
    var last = text.length() - 1;
    if (last < FRACTION - 1 || last == FRACTION || last > FRACTION + 9) {
      return false;
    }
    for (var at = 0; at <= last; at++) {
      var character = text.charAt(at);
      var fits =
          switch (at) {
            case 4, 7 -> character == '-';
            case 10 -> character == 'T';
            case 13, 16 -> character == ':';
            default ->
                at == last
                    ? character == 'Z'
                    : at == FRACTION - 1 ? character == '.' : character >= '0' && character <= '9';
          };
      if (!fits) {
        return false;
      }
    }
    return true;
  }

  private static Instant usual(String text) {
    var date = LocalDate.of(number(text, 0, 4), number(text, 5, 7), number(text, 8, 10));
    var time = LocalTime.of(number(text, 11, 13), number(text, 14, 16), number(text, 17, 19));
    var seconds = date.toEpochDay() * 86_400 + time.toSecondOfDay();
    return Instant.ofEpochSecond(seconds, nanos(text));
  }

  private static int nanos(String text) {
    var end = text.length() - 1;
    if (end < FRACTION) {
      return 0;
    }
    var nanos = number(text, FRACTION, end);
    for (var digits = end - FRACTION; digits < 9; digits++) {
      nanos *= 10;
    }
    return nanos;
  }

  private static int number(String text, int begin, int end) {
    return Integer.parseInt(text, begin, end, 10);
  }
}
