package dev.tributary.rabbitmq;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.rabbitmq.client.BuiltinExchangeType;
import com.rabbitmq.client.Channel;
import dev.tributary.Binding;
import dev.tributary.DeadLetter;
import dev.tributary.Message;
import dev.tributary.spi.Transport.Lifetime;
import dev.tributary.spi.TransportException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/// The exchanges and queues of an application, as its package describes them: asked for, counted
/// and taken away.
final class Topology {
  private static final Map<String, Object> NONE = Map.of();

  /// For so long a quorum queue may count a consumer that has gone.
  private static final Duration LAST_CONSUMER = Duration.ofSeconds(1);

  private static final Duration LOOK_AGAIN = Duration.ofMillis(20);

  /// How often, and within what time each, a note is looked for that somebody else may be reading.
  private static final int LOOKS = 3;

  private static final Duration READING = Duration.ofMillis(20);

  private Topology() {}

  /// Makes the exchange of an application's results. It outlives them all.
  static void declareExchange(Channel channel, String exchange) throws IOException {
    channel.exchangeDeclare(exchange, BuiltinExchangeType.TOPIC, true);
  }

  /// Makes all parts of `queue` and the exchanges that it is to be bound to, but no binding to
  /// them.
  static void declare(
      Channel channel,
      String queue,
      List<Binding> bindings,
      Lifetime lifetime,
      QueueArguments arguments)
      throws IOException {
    for (var exchange : bindings.stream().map(Binding::exchange).distinct().toList()) {
      declareExchange(channel, exchange);
    }
    if (lifetime == Lifetime.DURABLE) {
      declareExchange(channel, DeadLetter.EXCHANGE);
    }
    for (var consumed : Names.consumed(queue)) {
      declareQueue(channel, consumed, lifetime, arguments.consumed(queue));
    }
    declareEntrance(channel, queue, lifetime);
    for (var rung : Ladder.rungs(queue)) {
      declareQueue(channel, rung, lifetime, arguments.rung(queue));
    }
    declareQueue(channel, Names.bindings(queue), lifetime, arguments.bindings());
    declareQueue(channel, Names.pause(queue), lifetime, arguments.pause());
  }

  private static void declareQueue(
      Channel channel, String name, Lifetime lifetime, Map<String, Object> arguments)
      throws IOException {
    switch (lifetime) {
      case DURABLE -> channel.queueDeclare(name, true, false, false, arguments);
      case TEMPORARY -> channel.queueDeclare(name, false, true, false, arguments);
    }
  }

  /// An exchange that looks for the header of urgent messages, and passes all others on. When a
  /// temporary queue goes, so do the exchanges that led to it.
  private static void declareEntrance(Channel channel, String queue, Lifetime lifetime)
      throws IOException {
    var durable = lifetime == Lifetime.DURABLE;
    var normal = Names.normal(queue);
    var entrance = Names.entrance(queue);
    channel.exchangeDeclare(normal, BuiltinExchangeType.FANOUT, durable, !durable, NONE);
    channel.queueBind(queue, normal, "");
    channel.exchangeDeclare(
        entrance,
        BuiltinExchangeType.HEADERS,
        durable,
        !durable,
        Map.of("alternate-exchange", normal));
    channel.queueBind(
        Names.urgent(queue),
        entrance,
        "",
        Map.of("x-match", "all", Message.PRIORITY, Message.URGENT));
  }

  static void bind(Channel channel, String queue, Binding binding) throws IOException {
    channel.exchangeBind(Names.entrance(queue), binding.exchange(), binding.key());
  }

  static void unbind(Channel channel, String queue, Binding binding) throws IOException {
    channel.exchangeUnbind(Names.entrance(queue), binding.exchange(), binding.key());
  }

  /// The note with which `queue` is paused; it stays where it is.
  static Optional<String> pauseOf(Channel channel, String queue) throws IOException {
    for (var look = 0; look < LOOKS; look++) {
      var said = channel.basicGet(Names.pause(queue), false);
      if (said != null) {
        channel.basicReject(said.getEnvelope().getDeliveryTag(), true);
        return Optional.of(new String(said.getBody(), UTF_8));
      }
      awaitOtherReaders();
    }
    return Optional.empty();
  }

  /// Takes the note away with which `queue` is paused.
  static void resume(Channel channel, String queue) throws IOException {
    for (var look = 0; look < LOOKS; look++) {
      channel.queuePurge(Names.pause(queue));
      awaitOtherReaders();
    }
  }

  /// Whoever reads the note has it for as long as the broker takes to answer; meanwhile nobody else
  /// sees it.
  private static void awaitOtherReaders() {
    LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(READING.toNanos()));
  }

  /// How many messages wait in `queue`, or in its ladder.
  ///
  /// @throws IOException if one of its parts is not there
  static long waiting(Channel channel, String queue) throws IOException {
    var messages = 0L;
    for (var part : holders(queue)) {
      messages += channel.messageCount(part);
    }
    return messages;
  }

  /// Takes all parts of `queue` away, or what is left of them.
  ///
  /// @return how many messages were in them
  /// @throws TransportException if somebody consumes it
  static long remove(Channel channel, String queue) throws IOException {
    // The broker would refuse this by itself, if quorum queues knew `if-unused`.
    var end = System.nanoTime() + LAST_CONSUMER.toNanos();
    while (isConsumed(channel, queue)) {
      if (System.nanoTime() - end > 0) {
        throw new TransportException(
            "queue " + queue + " cannot be removed: somebody consumes it; stop that first", null);
      }
      LockSupport.parkNanos(LOOK_AGAIN.toNanos());
    }
    return removeParts(channel, queue);
  }

  private static boolean isConsumed(Channel channel, String queue) throws IOException {
    for (var consumed : Names.consumed(queue)) {
      if (channel.consumerCount(consumed) > 0) {
        return true;
      }
    }
    return false;
  }

  /// The same for a queue of which parts may be missing.
  static long removeParts(Channel channel, String queue) throws IOException {
    channel.exchangeDelete(Names.entrance(queue));
    var messages = 0L;
    for (var part : holders(queue)) {
      messages += channel.queueDelete(part).getMessageCount();
    }
    channel.exchangeDelete(Names.normal(queue));
    channel.queueDelete(Names.bindings(queue));
    channel.queueDelete(Names.pause(queue));
    return messages;
  }

  /// The queues that hold messages of `queue`.
  private static List<String> holders(String queue) {
    return Stream.concat(Ladder.rungs(queue).stream(), Names.consumed(queue).stream()).toList();
  }
}
