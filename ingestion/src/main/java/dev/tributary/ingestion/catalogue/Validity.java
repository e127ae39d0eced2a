package dev.tributary.ingestion.catalogue;

import dev.tributary.ingestion.model.Product.Deal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.Objects;
import java.util.Optional;

/// When a deal holds: from `start` on, until `end` comes. Absent is unbounded, and so is what
/// cannot be read, of which the rule `validity.form` warns.
///
/// A start is included. An end that is a date lasts until that day is over, one that is a date-time
/// ends then (ERN, `ValidityPeriod`). What has no zone is read as UTC.
record Validity(Optional<Instant> start, Optional<Instant> end) {

  /// When `deal` holds; never, if it is a takedown.
  static Optional<Validity> of(Deal deal) {
    if (deal.takedown()) {
      return Optional.empty();
    }
    return Optional.of(
        new Validity(
            deal.validity().start().flatMap(text -> read(text, 0)),
            deal.validity().end().flatMap(text -> read(text, 1))));
  }

  boolean holdsAt(Instant instant) {
    return start.map(from -> !from.isAfter(instant)).orElse(true) && !hasEndedAt(instant);
  }

  boolean startsAfter(Instant instant) {
    return start.map(from -> from.isAfter(instant)).orElse(false) && !isEmpty();
  }

  boolean hasEndedAt(Instant instant) {
    return end.map(until -> !until.isAfter(instant)).orElse(false);
  }

  private boolean isEmpty() {
    return start.isPresent() && end.isPresent() && !start.get().isBefore(end.get());
  }

  private static Optional<Instant> read(String text, int daysAfterDate) {
    try {
      return Optional.of(instant(text, daysAfterDate));
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }

  private static Instant instant(String text, int daysAfterDate) {
    if (text.indexOf('T') < 0) {
      var date = DateTimeFormatter.ISO_DATE.parse(text);
      return LocalDate.from(date).plusDays(daysAfterDate).atStartOfDay(zone(date)).toInstant();
    }
    return switch (DateTimeFormatter.ISO_DATE_TIME.parseBest(
        text, OffsetDateTime::from, LocalDateTime::from)) {
      case OffsetDateTime zoned -> zoned.toInstant();
      case TemporalAccessor local -> LocalDateTime.from(local).toInstant(ZoneOffset.UTC);
    };
  }

  private static ZoneOffset zone(TemporalAccessor date) {
    return Objects.requireNonNullElse(date.query(TemporalQueries.offset()), ZoneOffset.UTC);
  }
}
