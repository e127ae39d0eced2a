package dev.tributary.ingestion.mapping;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.Year;
import java.time.YearMonth;
import java.time.chrono.HijrahDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.time.temporal.IsoFields;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Dates as ONIX writes them: days, and longer periods such as weeks, quarters and seasons (list
/// 55). Those of the Islamic calendar (Umm al-Qura) are told in ours.
final class OnixDates {

  /// Those that name one period.
  private static final Map<String, Unit> FORMATS =
      Map.of(
          "00", Unit.DAY,
          "01", Unit.MONTH,
          "02", Unit.WEEK,
          "03", Unit.QUARTER,
          "04", Unit.SEASON,
          "05", Unit.YEAR);

  /// Those that name the first and the last of several.
  private static final Map<String, Unit> SPREADS =
      Map.of(
          "06", Unit.DAY,
          "07", Unit.MONTH,
          "08", Unit.WEEK,
          "09", Unit.QUARTER,
          "10", Unit.SEASON,
          "11", Unit.YEAR);

  private static final Map<String, Unit> HIJRI =
      Map.of(
          "20", Unit.HIJRI_DAY,
          "21", Unit.HIJRI_MONTH,
          "25", Unit.HIJRI_YEAR);

  private static final Set<String> WORDS = Set.of("12", "32");

  /// Those that are often named wrong: how long it is says better what it is.
  private static final Set<String> TOLD_BY_LENGTH = Set.of("", "00", "01", "05", "13", "14");

  private static final int YEAR = 4;
  private static final int MONTH = 6;
  private static final int DAY = 8;
  private static final int MONTHS_OF_A_QUARTER = 3;

  /// The day of January that is in it always (ISO 8601).
  private static final int IN_THE_FIRST_WEEK = 4;

  private static final Map<Integer, Unit> LENGTHS =
      Map.of(YEAR, Unit.YEAR, MONTH, Unit.MONTH, DAY, Unit.DAY);

  private static final Pattern DIGITS = Pattern.compile("[0-9]+");
  private static final Pattern TIME =
      Pattern.compile("([0-9]{8})T?([0-9]{2})([0-9]{2})([0-9]{2})?(Z|[+-][0-9]{2}:?[0-9]{2})?");

  private OnixDates() {}

  /// A date as read.
  ///
  /// @param iso in ISO 8601, as precise as it was written: a day, a month, a year, or a time
  /// @param first its first day, or the time
  /// @param last its last day, or the time
  record Period(String iso, String first, String last) {}

  /// Whether dates in `format` are words, which nobody can count with.
  static boolean areWords(String format) {
    return WORDS.contains(format);
  }

  /// What `text` says; empty if it cannot be read.
  ///
  /// @param format of list 55, or nothing if none is stated
  static Optional<Period> read(String text, String format) {
    try {
      return Optional.ofNullable(SPREADS.get(format))
          .map(unit -> spread(text, unit))
          .or(() -> one(text, format));
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }

  private static Optional<Period> one(String text, String format) {
    if (areWords(format)) {
      return Optional.empty();
    }
    if (HIJRI.containsKey(format)) {
      return Optional.of(period(text, HIJRI.get(format)));
    }
    if (!TOLD_BY_LENGTH.contains(format) && FORMATS.containsKey(format)) {
      return Optional.of(period(text, FORMATS.get(format)));
    }
    return byShape(text);
  }

  private static Optional<Period> byShape(String text) {
    var byLength = DIGITS.matcher(text).matches() ? LENGTHS.get(text.length()) : null;
    if (byLength != null) {
      return Optional.of(period(text, byLength));
    }
    var time = TIME.matcher(text);
    if (time.matches()) {
      var day = day(time.group(1));
      var seconds = Optional.ofNullable(time.group(4)).orElse("00");
      var zone = Optional.ofNullable(time.group(5)).orElse("");
      return time(
          "%sT%s:%s:%s%s".formatted(day, time.group(2), time.group(3), seconds, withColon(zone)));
    }
    return iso(text);
  }

  private static Optional<Period> iso(String text) {
    if (text.matches("[0-9]{4}-[0-9]{2}")) {
      return Optional.of(period(text.replace("-", ""), Unit.MONTH));
    }
    if (text.matches("[0-9]{4}-[0-9]{2}-[0-9]{2}")) {
      return Optional.of(period(text.replace("-", ""), Unit.DAY));
    }
    return text.indexOf('T') < 0 ? Optional.empty() : time(text);
  }

  private static String withColon(String zone) {
    return zone.replaceFirst("([+-][0-9]{2})([0-9]{2})", "$1:$2");
  }

  private static Optional<Period> time(String iso) {
    try {
      OffsetDateTime.parse(iso);
    } catch (DateTimeParseException withoutZone) {
      LocalDateTime.parse(iso);
    }
    return Optional.of(new Period(iso, iso, iso));
  }

  private static Period spread(String text, Unit unit) {
    var middle = text.length() / 2;
    var from = period(text.substring(0, middle), unit);
    var until = period(text.substring(middle), unit);
    if (from.first().compareTo(until.last()) > 0) {
      throw new DateTimeException("a spread that ends before it begins");
    }
    return new Period(from.iso(), from.first(), until.last());
  }

  private static Period period(String digits, Unit unit) {
    if (digits.length() != unit.digits || !DIGITS.matcher(digits).matches()) {
      throw new DateTimeException("not of its format");
    }
    var year = number(digits, 0, YEAR);
    if (year == 0) {
      throw new DateTimeException("there is no year 0");
    }
    return switch (unit) {
      case DAY -> days(day(digits), 1, ChronoUnit.DAYS);
      case MONTH -> {
        var month = YearMonth.of(year, number(digits, YEAR, MONTH));
        yield of(month.toString(), month.atDay(1), month.atEndOfMonth());
      }
      case WEEK -> {
        var monday =
            LocalDate.of(year, 1, IN_THE_FIRST_WEEK)
                .with(IsoFields.WEEK_OF_WEEK_BASED_YEAR, number(digits, YEAR, MONTH))
                .with(ChronoField.DAY_OF_WEEK, 1);
        yield days(monday, 1, ChronoUnit.WEEKS);
      }
      case QUARTER ->
          days(
              LocalDate.of(year, 1 + MONTHS_OF_A_QUARTER * (upToFour(digits) - 1), 1),
              MONTHS_OF_A_QUARTER,
              ChronoUnit.MONTHS);
      case SEASON ->
          days(
              LocalDate.of(year, MONTHS_OF_A_QUARTER * upToFour(digits), 1),
              MONTHS_OF_A_QUARTER,
              ChronoUnit.MONTHS);
      case YEAR -> {
        var whole = Year.of(year);
        yield of(digits, whole.atDay(1), whole.atDay(whole.length()));
      }
      case HIJRI_DAY ->
          days(
              LocalDate.from(
                  HijrahDate.of(year, number(digits, YEAR, MONTH), number(digits, MONTH, DAY))),
              1,
              ChronoUnit.DAYS);
      case HIJRI_MONTH -> {
        var first = HijrahDate.of(year, number(digits, YEAR, MONTH), 1);
        yield days(LocalDate.from(first), first.lengthOfMonth(), ChronoUnit.DAYS);
      }
      case HIJRI_YEAR -> {
        var first = HijrahDate.of(year, 1, 1);
        yield days(LocalDate.from(first), first.lengthOfYear(), ChronoUnit.DAYS);
      }
    };
  }

  private static LocalDate day(String digits) {
    return LocalDate.parse(digits, DateTimeFormatter.BASIC_ISO_DATE);
  }

  private static int upToFour(String digits) {
    return IsoFields.QUARTER_OF_YEAR
        .range()
        .checkValidIntValue(number(digits, YEAR, YEAR + 1), IsoFields.QUARTER_OF_YEAR);
  }

  private static int number(String digits, int from, int to) {
    return Integer.parseInt(digits.substring(from, to));
  }

  private static Period days(LocalDate first, int amount, ChronoUnit unit) {
    return of(first.toString(), first, first.plus(amount, unit).minusDays(1));
  }

  private static Period of(String iso, LocalDate first, LocalDate last) {
    return new Period(iso, first.toString(), last.toString());
  }

  /// How long a period is, and how many digits name it.
  private enum Unit {
    DAY(OnixDates.DAY),
    MONTH(OnixDates.MONTH),
    WEEK(OnixDates.MONTH),
    QUARTER(OnixDates.YEAR + 1),
    SEASON(OnixDates.YEAR + 1),
    YEAR(OnixDates.YEAR),
    HIJRI_DAY(OnixDates.DAY),
    HIJRI_MONTH(OnixDates.MONTH),
    HIJRI_YEAR(OnixDates.YEAR);

    private final int digits;

    Unit(int digits) {
      this.digits = digits;
    }
  }
}
