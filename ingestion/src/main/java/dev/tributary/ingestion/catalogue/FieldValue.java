package dev.tributary.ingestion.catalogue;

import static java.time.format.DateTimeFormatter.ISO_LOCAL_DATE;
import static java.time.format.DateTimeFormatter.ISO_LOCAL_TIME;

import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.Year;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalQuery;
import java.util.IllformedLocaleException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What the value of a [Field] has to be.
enum FieldValue {
  TEXT("a text"),
  DATE("a date such as 2026-03-13, a month or a year"),
  TIME("a date such as 2026-03-13, or a date and time with its zone"),
  DURATION("a duration such as 3:13 or PT3M13S"),
  LANGUAGE("a language such as en or pt-BR"),
  FLAG("true or false");

  private static final int LONGEST = 20_000;

  private static final Pattern CLOCK =
      Pattern.compile("(?:([0-9]{1,3}):)?([0-9]{1,3}):([0-5][0-9](?:\\.[0-9]{1,3})?)");
  private static final DateTimeFormatter DATES =
      DateTimeFormatter.ofPattern("uuuu[-MM[-dd]]", Locale.ROOT)
          .withResolverStyle(ResolverStyle.STRICT);
  private static final DateTimeFormatter TIMES =
      new DateTimeFormatterBuilder()
          .append(ISO_LOCAL_DATE)
          .optionalStart()
          .appendLiteral('T')
          .append(ISO_LOCAL_TIME)
          .optionalStart()
          .appendOffsetId()
          .toFormatter(Locale.ROOT)
          .withResolverStyle(ResolverStyle.STRICT);

  private final String expected;

  FieldValue(String expected) {
    this.expected = expected;
  }

  String expected() {
    return expected;
  }

  /// The value that `text` says, as the canonical document has it.
  ///
  /// @throws IllegalArgumentException if it says none
  String read(String text) {
    var value = text.strip();
    if (value.length() > LONGEST) {
      throw new IllegalArgumentException(
          "expected at most %d characters, got: %d".formatted(LONGEST, value.length()));
    }
    return switch (this) {
      case TEXT -> required(!value.isEmpty(), value);
      case DATE ->
          required(isOf(DATES, value, LocalDate::from, YearMonth::from, Year::from), value);
      case TIME ->
          required(
              isOf(TIMES, value, OffsetDateTime::from, LocalDateTime::from, LocalDate::from),
              value);
      case DURATION -> duration(value);
      case LANGUAGE -> language(value);
      case FLAG -> required(value.equals("true") || value.equals("false"), value);
    };
  }

  private String required(boolean met, String value) {
    if (!met) {
      throw new IllegalArgumentException("expected %s, got: \"%s\"".formatted(expected, value));
    }
    return value;
  }

  private static boolean isOf(DateTimeFormatter form, String value, TemporalQuery<?>... temporals) {
    try {
      return form.parseBest(value, temporals).isSupported(ChronoField.YEAR);
    } catch (DateTimeParseException _) {
      return false;
    }
  }

  private String duration(String value) {
    var clock = CLOCK.matcher(value);
    try {
      var duration = clock.matches() ? duration(clock) : Duration.parse(value);
      return required(duration.isPositive(), duration.toString());
    } catch (DateTimeParseException _) {
      return required(false, value);
    }
  }

  private static Duration duration(Matcher clock) {
    var hours = clock.group(1) == null ? 0 : Long.parseLong(clock.group(1));
    var seconds = Duration.parse("PT" + clock.group(3) + "S");
    return seconds.plusHours(hours).plusMinutes(Long.parseLong(clock.group(2)));
  }

  private String language(String value) {
    try {
      var tag = new Locale.Builder().setLanguageTag(value).build().toLanguageTag();
      return required(!value.isEmpty(), tag);
    } catch (IllformedLocaleException _) {
      return required(false, value);
    }
  }
}
