package dev.tributary.rabbitmq;

import dev.tributary.DeadLetter;
import dev.tributary.rabbitmq.RabbitOptions.QueueType;
import dev.tributary.spi.Transport.Lifetime;
import dev.tributary.spi.Transport.Sharing;
import java.util.HashMap;
import java.util.Map;

/// The arguments with which queues are declared. The broker keeps them for as long as a queue lives
/// and refuses to declare it with others.
///
/// A quorum queue that hands messages on to another (because they expired, or were delivered too
/// often) does so *at least once*: it keeps each until the other one has confirmed it. That asks
/// for `x-overflow=reject-publish` (rabbitmq.com, "At-Least-Once Dead Lettering").
final class QueueArguments {
  private static final String TYPE = "x-queue-type";

  private static final String SINGLE_ACTIVE = "x-single-active-consumer";

  private final Lifetime lifetime;
  private final Sharing sharing;
  private final QueueType type;
  private final int deliveryLimit;

  QueueArguments(Lifetime lifetime, Sharing sharing, QueueType type, int deliveryLimit) {
    this.lifetime = lifetime;
    this.sharing = sharing;
    this.type = type;
    this.deliveryLimit = deliveryLimit;
  }

  /// Of a queue that the application `queue` consumes.
  Map<String, Object> consumed(String queue) {
    var arguments = new HashMap<>(kept(queue));
    if (sharing == Sharing.SINGLE_ACTIVE) {
      arguments.put(SINGLE_ACTIVE, true);
    }
    return arguments;
  }

  private Map<String, Object> kept(String queue) {
    if (lifetime == Lifetime.TEMPORARY) {
      return Map.of();
    }
    if (type == QueueType.CLASSIC) {
      return Map.of(TYPE, "classic");
    }
    if (queue.equals(DeadLetter.QUEUE)) {
      return unlimited();
    }
    var arguments = atLeastOnce(DeadLetter.EXCHANGE);
    arguments.put("x-dead-letter-routing-key", queue);
    arguments.put("x-delivery-limit", deliveryLimit);
    return arguments;
  }

  /// Of a rung of the ladder of `queue`. Rungs are quorum queues also where the queue is not:
  /// classic ones would lose what expires while its queue cannot take it.
  Map<String, Object> rung(String queue) {
    var entrance = Names.entrance(queue);
    return lifetime == Lifetime.TEMPORARY
        ? Map.of("x-dead-letter-exchange", entrance)
        : atLeastOnce(entrance);
  }

  /// Of the queue that remembers bindings.
  Map<String, Object> bindings() {
    var arguments =
        new HashMap<>(lifetime == Lifetime.TEMPORARY ? Map.<String, Object>of() : unlimited());
    arguments.put(SINGLE_ACTIVE, true);
    return arguments;
  }

  /// Of the queue with an operator's note: the last one counts.
  Map<String, Object> pause() {
    var arguments =
        new HashMap<>(lifetime == Lifetime.TEMPORARY ? Map.<String, Object>of() : unlimited());
    arguments.put("x-max-length", 1);
    return arguments;
  }

  private static Map<String, Object> atLeastOnce(String exchange) {
    return new HashMap<>(
        Map.of(
            TYPE,
            "quorum",
            "x-dead-letter-exchange",
            exchange,
            "x-dead-letter-strategy",
            "at-least-once",
            "x-overflow",
            "reject-publish"));
  }

  /// Without a limit of its own a queue has one of 20 deliveries since 4.0, and drops what exceeds
  /// it.
  private static Map<String, Object> unlimited() {
    return Map.of(TYPE, "quorum", "x-delivery-limit", Integer.MAX_VALUE);
  }
}
