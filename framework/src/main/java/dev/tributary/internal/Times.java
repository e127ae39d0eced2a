package dev.tributary.internal;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;

/// Times as text, as ISO 8601 has them, in UTC.
public final class Times {
  private static final int FRACTION = "2026-01-31T23:59:59.".length();

  private static final int LONGEST = "2026-01-31T23:59:59.123456789Z".length();
  private static final int SECONDS_OF_A_DAY = 86_400;

  /// What has a year of four digits, without a sign.
  private static final Instant FIRST = Instant.parse("0000-01-01T00:00:00Z");

  private static final Instant LAST = Instant.parse("+10000-01-01T00:00:00Z");

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

  /// What [Instant#toString] makes of `time`, without a formatter.
  public static String text(Instant time) {
    var text = new StringBuilder(LONGEST);
    append(time, text);
    return text.toString();
  }

  /// Appends what [#text] makes of `time`.
  public static void append(Instant time, StringBuilder text) {
    if (time.isBefore(FIRST) || !time.isBefore(LAST)) {
      text.append(time);
      return;
    }
    var seconds = time.getEpochSecond();
    var date = LocalDate.ofEpochDay(Math.floorDiv(seconds, SECONDS_OF_A_DAY));
    var second = Math.floorMod(seconds, SECONDS_OF_A_DAY);
    var characters = "0000-00-00T00:00:00.000000000Z".toCharArray();
    write(date.getYear(), characters, 0, 4);
    write(date.getMonthValue(), characters, 5, 7);
    write(date.getDayOfMonth(), characters, 8, 10);
    write(second / 3_600, characters, 11, 13);
    write(second / 60 % 60, characters, 14, 16);
    write(second % 60, characters, 17, 19);
    write(time.getNano(), characters, FRACTION, FRACTION + 9);
    var end = end(time.getNano());
    characters[end] = 'Z';
    text.append(characters, 0, end + 1);
  }

  /// Where the fraction of a second ends: in milliseconds, microseconds or nanoseconds, whatever it
  /// takes.
  private static int end(int nanos) {
    if (nanos == 0) {
      return FRACTION - 1;
    }
    return nanos % 1_000_000 == 0 ? FRACTION + 3 : nanos % 1_000 == 0 ? FRACTION + 6 : FRACTION + 9;
  }

  private static void write(int number, char[] characters, int begin, int end) {
    var rest = number;
    for (var at = end - 1; at >= begin; at--) {
      characters[at] = (char) ('0' + rest % 10);
      rest /= 10;
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
    var seconds = date.toEpochDay() * SECONDS_OF_A_DAY + time.toSecondOfDay();
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
