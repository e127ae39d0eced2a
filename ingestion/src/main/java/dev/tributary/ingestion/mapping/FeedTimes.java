package dev.tributary.ingestion.mapping;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Dates as feeds have them: RFC 822 with years of two or four digits, names of zones that are
/// wrong or missing, weekdays that do not fit, single digits; and ISO 8601, which some write
/// instead. What names no zone that is known is read as UTC.
final class FeedTimes {

  private static final Pattern RFC_822 =
      Pattern.compile(
          "(?:[\\p{L}.]+(?:,\\s*|\\s+))?(\\d{1,2})[ -]([A-Za-z]{3})[a-z.]*[ -](\\d{4}|\\d{2})"
              + "(?:,?\\s+(\\d{1,2}):(\\d{1,2})(?::(\\d{1,2})(?:\\.\\d+)?)?)?"
              + "\\s*(?:(?:GMT|UTC?)?([+-])(\\d{1,2})(?::?(\\d{2}))?|([A-Za-z]{1,5}))?(?:\\s*\\(.*\\))?");

  private static final List<String> MONTHS =
      List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");

  /// The zones of RFC 822 and those that are seen, in hours from UTC.
  private static final Map<String, Integer> ZONES =
      Map.ofEntries(
          Map.entry("EST", -5),
          Map.entry("EDT", -4),
          Map.entry("CST", -6),
          Map.entry("CDT", -5),
          Map.entry("MST", -7),
          Map.entry("MDT", -6),
          Map.entry("PST", -8),
          Map.entry("PDT", -7),
          Map.entry("BST", 1),
          Map.entry("CET", 1),
          Map.entry("CEST", 2),
          Map.entry("MEZ", 1),
          Map.entry("MESZ", 2),
          Map.entry("JST", 9),
          Map.entry("AEST", 10),
          Map.entry("AEDT", 11));

  private FeedTimes() {}

  /// `text` in ISO 8601, such as `2026-01-31T12:00:00Z`; empty if it is no date.
  static Optional<String> iso(String text) {
    var stated = text.strip();
    try {
      var match = RFC_822.matcher(stated);
      return match.matches() ? Optional.of(format(time(match))) : ofIso(stated);
    } catch (DateTimeException noDate) {
      return Optional.empty();
    }
  }

  private static OffsetDateTime time(Matcher match) {
    var month = MONTHS.indexOf(match.group(2).toLowerCase(Locale.ROOT)) + 1;
    var date = LocalDate.of(year(match.group(3)), month, number(match, 1));
    var hours = match.group(4) == null ? 0 : number(match, 4);
    var time =
        LocalDateTime.of(
            date,
            LocalTime.of(
                hours == 24 ? 0 : hours,
                match.group(5) == null ? 0 : number(match, 5),
                match.group(6) == null ? 0 : Math.min(59, number(match, 6))));
    return (hours == 24 ? time.plusDays(1) : time).atOffset(zone(match));
  }

  /// Two digits are of this century, unless they are of the last (RFC 2822, 4.3).
  private static int year(String digits) {
    var year = Integer.parseInt(digits);
    return digits.length() == 4 ? year : year + (year < 50 ? 2000 : 1900);
  }

  private static ZoneOffset zone(Matcher match) {
    if (match.group(7) != null) {
      var minutes = number(match, 8) * 60 + (match.group(9) == null ? 0 : number(match, 9));
      return ZoneOffset.ofTotalSeconds((match.group(7).equals("-") ? -60 : 60) * minutes);
    }
    var name = match.group(10) == null ? "" : match.group(10).toUpperCase(Locale.ROOT);
    return ZoneOffset.ofHours(ZONES.getOrDefault(name, 0));
  }

  private static int number(Matcher match, int group) {
    return Integer.parseInt(match.group(group));
  }

  private static Optional<String> ofIso(String text) {
    return switch (DateTimeFormatter.ofPattern(
            "yyyy-MM-dd['T'][ ][HH:mm[:ss[.SSS]]][XXX][XX]", Locale.ROOT)
        .parseBest(text, OffsetDateTime::from, LocalDateTime::from, LocalDate::from)) {
      case OffsetDateTime zoned -> Optional.of(format(zoned));
      case LocalDateTime local -> Optional.of(format(local.atOffset(ZoneOffset.UTC)));
      case LocalDate day -> Optional.of(format(day.atStartOfDay().atOffset(ZoneOffset.UTC)));
      default -> Optional.empty();
    };
  }

  private static String format(OffsetDateTime time) {
    return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(time.toInstant().atOffset(ZoneOffset.UTC));
  }
}
