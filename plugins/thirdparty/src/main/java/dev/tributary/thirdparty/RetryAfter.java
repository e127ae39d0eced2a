package dev.tributary.thirdparty;

import java.net.http.HttpResponse;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.Set;

/// For how long somebody who was asked too much asks to be left alone.
public final class RetryAfter {
  /// What may come with `Retry-After`: Too Many Requests, Service Unavailable.
  static final Set<Integer> BUSY = Set.of(429, 503);

  private static final Duration SHORTEST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofHours(1);

  private RetryAfter() {}

  /// What `response`, which came at `now`, asks for, from a second to an hour; empty if it does not
  /// ask.
  public static Optional<Duration> of(HttpResponse<?> response, Instant now) {
    return BUSY.contains(response.statusCode())
        ? response.headers().firstValue("retry-after").flatMap(text -> delay(text, now))
        : Optional.empty();
  }

  /// Seconds, or a date (RFC 9110, section 10.2.3), within bounds; empty if it is neither.
  private static Optional<Duration> delay(String text, Instant now) {
    try {
      var asked =
          text.strip().matches("[0-9]{1,9}")
              ? Duration.ofSeconds(Long.parseLong(text.strip()))
              : Duration.between(
                  now,
                  ZonedDateTime.parse(text.strip(), DateTimeFormatter.RFC_1123_DATE_TIME)
                      .toInstant());
      return Optional.of(asked.compareTo(SHORTEST) < 0 ? SHORTEST : atMost(asked));
    } catch (DateTimeException neither) {
      return Optional.empty();
    }
  }

  private static Duration atMost(Duration asked) {
    return asked.compareTo(LONGEST) > 0 ? LONGEST : asked;
  }
}
