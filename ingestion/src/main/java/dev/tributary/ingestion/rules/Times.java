package dev.tributary.ingestion.rules;

import dev.tributary.ingestion.model.Product.Deal.Validity;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalQueries;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// Reads dates and times as providers write them (ISO 8601, XML Schema). What states no zone is
/// taken for UTC.
final class Times {

  private static final DateTimeFormatter DATE_AND_TIME =
      new DateTimeFormatterBuilder()
          .append(DateTimeFormatter.ISO_LOCAL_DATE)
          .optionalStart()
          .appendLiteral('T')
          .append(DateTimeFormatter.ISO_LOCAL_TIME)
          .optionalEnd()
          .optionalStart()
          .appendOffsetId()
          .toFormatter(Locale.ROOT)
          .withResolverStyle(ResolverStyle.STRICT);

  private static final Pattern YEAR = Pattern.compile("\\d{4}");
  private static final Pattern MONTH = Pattern.compile("\\d{4}-\\d{2}");

  private Times() {}

  /// A period, the start included, the end not.
  record Period(Instant start, Instant end) {

    boolean overlaps(Period other) {
      return start.isBefore(other.end) && other.start.isBefore(end);
    }
  }

  /// The period of validity. What is not stated does not bound it, nor does an end that cannot be
  /// read; a start that cannot be read does not come.
  static Period period(Validity validity) {
    return new Period(
        validity.start().map(text -> start(text).orElse(Instant.MAX)).orElse(Instant.MIN),
        validity.end().flatMap(Times::end).orElse(Instant.MAX));
  }

  /// When something that starts on that date or at that time starts; in a month or a year, on the
  /// first day.
  static Optional<Instant> start(String text) {
    return read(fullDate(text)).map(stated -> stated.on(stated.day()));
  }

  /// When something that ends with that date, month or year, or at that time, is over.
  static Optional<Instant> end(String text) {
    return read(fullDate(text))
        .map(
            stated ->
                stated.on(stated.time().isPresent() ? stated.day() : after(text, stated.day())));
  }

  /// The day after the last one of what begins with `first`.
  private static LocalDate after(String text, LocalDate first) {
    return YEAR.matcher(text).matches()
        ? first.plusYears(1)
        : MONTH.matcher(text).matches() ? first.plusMonths(1) : first.plusDays(1);
  }

  /// `2026-01-31T12:00:00`, with or without a zone.
  static Optional<Instant> dateTime(String text) {
    return read(text)
        .filter(stated -> stated.time().isPresent())
        .map(stated -> stated.on(stated.day()));
  }

  /// The first day of `2026`, `2026-01` or `2026-01-31`, or the day of a date-time.
  static Optional<LocalDate> firstDay(String text) {
    return read(fullDate(text)).map(Stated::day);
  }

  private static String fullDate(String text) {
    return YEAR.matcher(text).matches()
        ? text + "-01-01"
        : MONTH.matcher(text).matches() ? text + "-01" : text;
  }

  /// The day that it is, in UTC.
  static LocalDate day(Instant time) {
    return LocalDate.ofInstant(time, ZoneOffset.UTC);
  }

  private static Optional<Stated> read(String text) {
    try {
      var parsed = DATE_AND_TIME.parse(text);
      return Optional.of(
          new Stated(
              LocalDate.from(parsed),
              Optional.ofNullable(parsed.query(TemporalQueries.localTime())),
              parsed.isSupported(ChronoField.OFFSET_SECONDS)
                  ? ZoneOffset.from(parsed)
                  : ZoneOffset.UTC));
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }

  private record Stated(LocalDate day, Optional<LocalTime> time, ZoneOffset zone) {

    Instant on(LocalDate date) {
      return date.atTime(time.orElse(LocalTime.MIN)).toInstant(zone);
    }
  }
}
