package dev.tributary.ingestion.catalogue;

import dev.tributary.ingestion.model.Product.Deal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/// When a deal holds: from `start` on, until `end` comes. Absent is unbounded, and so is an end
/// that cannot be read; a start that cannot be read is one that has not come, for nothing goes on
/// sale by mistake. The rule `validity.form` warns of both.
///
/// A start is included. An end that is a date lasts until that day is over, one that is a date-time
/// ends then (ERN, `ValidityPeriod`). A month or a year begins with its first day and is over with
/// its last one. What has no zone is read as UTC.
///
/// @param begins whether it is known that it ever does
record Validity(Optional<Instant> start, Optional<Instant> end, boolean begins) {

  private static final Pattern YEAR = Pattern.compile("\\d{4}");
  private static final Pattern MONTH = Pattern.compile("\\d{4}-\\d{2}");

  /// When `deal` holds; never, if it is a takedown.
  static Optional<Validity> of(Deal deal) {
    if (deal.takedown()) {
      return Optional.empty();
    }
    var start = deal.validity().start().flatMap(text -> read(text, 0));
    return Optional.of(
        new Validity(
            start,
            deal.validity().end().flatMap(text -> read(text, 1)),
            start.isPresent() || deal.validity().start().isEmpty()));
  }

  boolean holdsAt(Instant instant) {
    return begins && start.map(from -> !from.isAfter(instant)).orElse(true) && !hasEndedAt(instant);
  }

  boolean startsAfter(Instant instant) {
    return begins
        ? start.map(from -> from.isAfter(instant)).orElse(false) && !isEmpty()
        : !hasEndedAt(instant);
  }

  boolean hasEndedAt(Instant instant) {
    return end.map(until -> !until.isAfter(instant)).orElse(false);
  }

  private boolean isEmpty() {
    return start.isPresent() && end.isPresent() && !start.get().isBefore(end.get());
  }

  private static Optional<Instant> read(String text, int later) {
    try {
      return Optional.of(instant(text, later));
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }

  /// @param later by how many days, months or years, whichever the text says
  private static Instant instant(String text, int later) {
    if (YEAR.matcher(text).matches()) {
      return midnight(Year.parse(text).plusYears(later).atDay(1), ZoneOffset.UTC);
    }
    if (MONTH.matcher(text).matches()) {
      return midnight(YearMonth.parse(text).plusMonths(later).atDay(1), ZoneOffset.UTC);
    }
    if (text.indexOf('T') < 0) {
      var date = DateTimeFormatter.ISO_DATE.parse(text);
      return midnight(LocalDate.from(date).plusDays(later), zone(date));
    }
    return switch (DateTimeFormatter.ISO_DATE_TIME.parseBest(
        text, OffsetDateTime::from, LocalDateTime::from)) {
      case OffsetDateTime zoned -> zoned.toInstant();
      case TemporalAccessor local -> LocalDateTime.from(local).toInstant(ZoneOffset.UTC);
    };
  }

  private static Instant midnight(LocalDate day, ZoneOffset zone) {
    return day.atStartOfDay(zone).toInstant();
  }

  private static ZoneOffset zone(TemporalAccessor date) {
    return Objects.requireNonNullElse(date.query(TemporalQueries.offset()), ZoneOffset.UTC);
  }
}
