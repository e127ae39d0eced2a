package dev.tributary.opensearch;

import dev.tributary.Body;
import dev.tributary.Event;
import dev.tributary.Message;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Events for tests, as applications record them.
final class Events {
  static final Instant AT = Instant.parse("2026-06-01T23:59:59.5Z");

  private Events() {}

  /// Of a message about the product `product` that came to `name` in `application`.
  static Event of(String name, String application, String product, Optional<String> reason) {
    var message =
        Message.of(
                product + "-" + application, "upsert.release", Body.utf8("…"), AT.minusSeconds(9))
            .withHeader("delivery", "d1")
            .withHeader("provider", "meadow")
            .withHeader("product", product);
    return new Event(
        name,
        AT,
        application,
        message,
        message.id(),
        Duration.ofMillis(250),
        Duration.ofMillis(40),
        reason,
        Optional.empty());
  }

  static String completed(String product) {
    return of("message.completed", "transform", product, Optional.empty()).toJson();
  }

  /// `lines` in one message.
  static Message message(String... lines) {
    return Event.messages(List.of(lines), AT).getFirst();
  }
}
