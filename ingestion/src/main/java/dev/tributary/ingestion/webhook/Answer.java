package dev.tributary.ingestion.webhook;

import dev.tributary.thirdparty.RetryAfter;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
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

  /// What `response`, which came at `now`, means.
  static Answer of(HttpResponse<?> response, Instant now) {
    var status = response.statusCode();
    if (status / 100 == 2) {
      return new Taken();
    }
    if (status / 100 == 4 && !PASSING.contains(status)) {
      return new Refused();
    }
    return RetryAfter.of(response, now).<Answer>map(Later::new).orElseGet(Failed::new);
  }
}
