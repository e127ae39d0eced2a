package dev.tributary.ingestion.webhook;

import java.net.http.HttpResponse;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.Set;

/// What an answer of an endpoint means for the message.
sealed interface Answer {
  /// It has the message.
  record Taken() implements Answer {}

  /// It will not take it, however often it is sent.
  record Refused() implements Answer {}

  /// It asks not to be bothered for so long.
  record Later(Duration delay) implements Answer {}

  /// It may take it another time.
  record Failed() implements Answer {}

  /// What a client may do about by waiting: Request Timeout, Conflict, Too Early, Too Many
  /// Requests.
  Set<Integer> PASSING = Set.of(408, 409, 425, 429);

  /// What may come with `Retry-After`: Too Many Requests, Service Unavailable.
  Set<Integer> BUSY = Set.of(429, 503);

  Duration SHORTEST = Duration.ofSeconds(1);
  Duration LONGEST = Duration.ofHours(1);

  /// What `response`, which came at `now`, means.
  static Answer of(HttpResponse<?> response, Instant now) {
    var status = response.statusCode();
    if (status / 100 == 2) {
      return new Taken();
    }
    if (status / 100 == 4 && !PASSING.contains(status)) {
      return new Refused();
    }
    var delay =
        BUSY.contains(status)
            ? response.headers().firstValue("retry-after").flatMap(text -> delay(text, now))
            : Optional.<Duration>empty();
    return delay.<Answer>map(Later::new).orElseGet(Failed::new);
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
