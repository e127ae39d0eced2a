package dev.tributary.ingestion.mapping;

import dev.tributary.ingestion.table.Field;
import dev.tributary.ingestion.table.TableDeclaration;
import dev.tributary.ingestion.table.TableDeclaration.Column;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.Month;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.format.TextStyle;
import java.time.temporal.ChronoField;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/// Dates as people write them into tables.
///
/// Without a declared format those are read that mean one day only: ISO 8601 (with or without a
/// time, which is dropped), `2026/1/31`, `20260131`, `31.1.2026`, `31 Jan 2026`, `January 31,
/// 2026`, a month, a year, and `31/1/2026` or `1/31/2026`, since no month has the number 31. What
/// could be two days, such as `3/4/2026`, is read by nobody.
final class TableDates {

  private static final Pattern SLASHES =
      Pattern.compile("(\\d{1,2})([/-])(\\d{1,2})\\2(\\d{4})(?:[ T].*)?");
  private static final Pattern WITH_TIME =
      Pattern.compile("(\\d{4}-\\d{1,2}-\\d{1,2})[T ]\\d{1,2}:\\d{2}.*");
  private static final Pattern MIDNIGHT = Pattern.compile("(.*\\d{4}) 0?0:00(?::00)?");

  private static final List<String> UNAMBIGUOUS =
      List.of(
          "uuuu-M-d",
          "uuuu/M/d",
          "uuuuMMdd",
          "d.M.uuuu",
          "d MMM uuuu",
          "d-MMM-uuuu",
          "d MMMM uuuu",
          "MMM d, uuuu",
          "MMMM d, uuuu",
          "uuuu-MM",
          "MMM uuuu",
          "MMMM uuuu",
          "uuuu");

  private static final Set<Field> FIELDS =
      EnumSet.of(Field.RELEASE_DATE, Field.ORIGINAL_RELEASE_DATE, Field.START_DATE, Field.END_DATE);

  private static final ZonedDateTime SOME_TIME =
      ZonedDateTime.of(LocalDate.of(2026, 11, 22), LocalTime.NOON, ZoneOffset.UTC);
  private static final Pattern HOURS = Pattern.compile("[Hh]");
  private static final Map<String, DateTimeFormatter> FORMATTERS = new ConcurrentHashMap<>();

  private TableDates() {}

  /// `text` as ISO 8601, as exactly as it says: a day, a month or a year.
  ///
  /// @param formats of `java.time`, the first that fits; none: what means one day only
  /// @throws DateTimeException if it is no such date, saying what was expected
  static String iso(String text, List<String> formats) {
    if (formats.isEmpty() && isIsoDay(text)) {
      return text;
    }
    var stated = formats.isEmpty() ? withoutTime(text) : text;
    for (var format : formats.isEmpty() ? UNAMBIGUOUS : formats) {
      var read = parse(stated, format);
      if (read.isPresent()) {
        return read.get();
      }
    }
    if (!formats.isEmpty()) {
      throw new DateTimeException("a date such as " + String.join(" or ", formats));
    }
    return withSlashes(text);
  }

  /// What most dates are, without trying anything else.
  private static boolean isIsoDay(String text) {
    try {
      return text.length() == 10
          && text.charAt(4) == '-'
          && text.charAt(7) == '-'
          && LocalDate.parse(text) != null;
    } catch (DateTimeException none) {
      return false;
    }
  }

  private static String withoutTime(String text) {
    var timed = WITH_TIME.matcher(text);
    if (timed.matches()) {
      return timed.group(1);
    }
    var midnight = MIDNIGHT.matcher(text);
    return midnight.matches() ? midnight.group(1) : text;
  }

  private static Optional<String> parse(String text, String format) {
    try {
      var read = FORMATTERS.computeIfAbsent(format, TableDates::formatter).parse(text);
      if (read.isSupported(ChronoField.EPOCH_DAY)) {
        return Optional.of(LocalDate.from(read).toString());
      }
      return Optional.of(
          read.isSupported(ChronoField.MONTH_OF_YEAR)
              ? YearMonth.from(read).toString()
              : Year.from(read).toString());
    } catch (DateTimeException other) {
      return Optional.empty();
    }
  }

  /// @throws IllegalArgumentException if what `table` declares of a date is no format of one
  static void requireFormats(TableDeclaration table) {
    requireFormats(table.columns());
    table.joins().forEach(join -> requireFormats(join.columns()));
  }

  private static void requireFormats(Map<Field, Column> columns) {
    columns.forEach(
        (field, column) -> {
          if (FIELDS.contains(field)) {
            column.formats().forEach(TableDates::requireFormat);
          }
        });
  }

  private static void requireFormat(String format) {
    if (!isFormat(format)) {
      throw new IllegalArgumentException(
          "expected the format of a date, such as dd/MM/yyyy, got: " + format);
    }
  }

  private static boolean isFormat(String format) {
    try {
      var some = FORMATTERS.computeIfAbsent(format, TableDates::formatter).format(SOME_TIME);
      return parse(some, format).isPresent();
    } catch (DateTimeException | IllegalArgumentException none) {
      return false;
    }
  }

  /// Months by their English names in any case; `y` is meant as the year that it is, `m` as the
  /// month where no hours come with it.
  private static DateTimeFormatter formatter(String format) {
    var pattern = format.replace('y', 'u').replace('D', 'd').replace('Y', 'u');
    return new DateTimeFormatterBuilder()
        .parseCaseInsensitive()
        .appendPattern(HOURS.matcher(pattern).find() ? pattern : pattern.replace('m', 'M'))
        .toFormatter(Locale.ENGLISH)
        .withResolverStyle(ResolverStyle.STRICT);
  }

  private static String withSlashes(String text) {
    var match = SLASHES.matcher(text);
    if (!match.matches()) {
      throw expected();
    }
    var first = Integer.parseInt(match.group(1));
    var second = Integer.parseInt(match.group(3));
    if (first <= 12 && second <= 12 && first != second) {
      throw new DateTimeException(
          "a date that is one day only (this is %d %s or %d %s); declare its format, such as dd/MM/yyyy"
              .formatted(first, month(second), second, month(first)));
    }
    var year = Integer.parseInt(match.group(4));
    var month = second > 12 ? first : second;
    var day = second > 12 ? second : first;
    if (month < 1 || month > 12 || day < 1 || day > YearMonth.of(year, month).lengthOfMonth()) {
      throw expected();
    }
    return LocalDate.of(year, month, day).toString();
  }

  private static DateTimeException expected() {
    return new DateTimeException("a date such as 2026-01-31");
  }

  private static String month(int number) {
    return Month.of(Math.max(1, number)).getDisplayName(TextStyle.FULL, Locale.ENGLISH);
  }
}
