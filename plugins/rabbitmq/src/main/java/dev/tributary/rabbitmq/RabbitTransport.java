package dev.tributary.rabbitmq;

import dev.tributary.Binding;
import dev.tributary.Body;
import dev.tributary.Message;
import dev.tributary.spi.Consumer;
import dev.tributary.spi.Producer;
import dev.tributary.spi.QueueStatus;
import dev.tributary.spi.Transport;
import dev.tributary.spi.TransportException;
import dev.tributary.spi.UnroutableException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// A transport over a RabbitMQ broker, 3.10 or newer.
///
/// It has two connections: one that sends, and one that does all else. A broker that is low on
/// memory or disk reads nothing more from connections that send, and acknowledgements, which make
/// room, must not be stuck there. Each is made again when it was lost and somebody needs it.
/// Temporary queues belong to the connection that declared them.
public final class RabbitTransport implements Transport {
  private final RabbitOptions options;
  private final Link consuming;
  private final Link sending;
  private final Publisher returns;
  private final Unread unread = new Unread();
  private final Set<RabbitConsumer> consumers = ConcurrentHashMap.newKeySet();

  /// How the queues are shared that were declared here.
  private final Map<String, Sharing> shared = new ConcurrentHashMap<>();

  private RabbitTransport(RabbitOptions options) {
    this.options = options;
    this.consuming = new Link(options, "consuming", () -> {});
    this.sending = new Link(options, "sending", this::wakeConsumers);
    this.returns = new Publisher(sending, options.timeouts().confirm());
  }

  /// Connects to the broker.
  ///
  /// @throws TransportException if it cannot be reached, or refuses the user
  public static RabbitTransport connect(RabbitOptions options) {
    var transport = new RabbitTransport(options);
    transport.consuming.connection();
    return transport;
  }

  @Override
  public void declare(String queue, List<Binding> bindings, Lifetime lifetime, Sharing sharing) {
    var arguments =
        new QueueArguments(lifetime, sharing, options.queueType(), options.deliveryLimit());
    consuming.ask(
        "queue " + queue + " cannot be declared",
        channel -> {
          Topology.declare(channel, queue, bindings, lifetime, arguments);
          return queue;
        });
    shared.put(queue, sharing);
    try {
      BindingRecord.replace(consuming, returns, queue, bindings, options.timeouts().request());
    } catch (InterruptedException ending) {
      Thread.currentThread().interrupt();
      throw new TransportException("interrupted while declaring queue " + queue, ending);
    }
  }

  /// {@inheritDoc}
  ///
  /// Whether somebody consumes it is asked first: one who starts to in just that moment is not
  /// spared.
  @Override
  public long remove(String queue) {
    var what = "queue " + queue + " cannot be removed";
    try {
      return consuming.ask(what, channel -> Topology.remove(channel, queue));
    } catch (TransportException failure) {
      if (Refusal.isNotFound(failure)) {
        return consuming.ask(what, channel -> Topology.removeParts(channel, queue));
      }
      throw failure;
    }
  }

  @Override
  public Consumer consumer(String queue, int prefetch) {
    consumers.removeIf(RabbitConsumer::isClosed);
    var sharing = shared.getOrDefault(queue, Sharing.COMPETING);
    var consumer = RabbitConsumer.open(consuming, queue, sharing, prefetch, new WayBack(), unread);
    consumers.add(consumer);
    return consumer;
  }

  /// The broker takes messages again, or the connection that it did not take them on is gone.
  private void wakeConsumers() {
    consumers.forEach(RabbitConsumer::wake);
  }

  @Override
  public Producer producer() {
    var publisher = new Publisher(sending, options.timeouts().confirm());
    return new RabbitProducer(publisher, options.largestBody(), this::requireQueue);
  }

  @Override
  public void pause(String queue, String note) {
    var what = "queue " + queue + " cannot be paused";
    consuming.ask(what, channel -> channel.queueDeclarePassive(Names.pause(queue)));
    var said = Message.of("pause", Body.utf8(note));
    try {
      var channel = returns.channel();
      var wire = new Wire(channel.frameMax(), options.largestBody());
      channel.publish(List.of(wire.toPart(Names.pause(queue), said)));
    } catch (InterruptedException ending) {
      Thread.currentThread().interrupt();
      throw new TransportException(what + ": interrupted", ending);
    }
  }

  @Override
  public void resume(String queue) {
    consuming.ask(
        "queue " + queue + " cannot be resumed",
        channel -> {
          Topology.resume(channel, queue);
          return queue;
        });
  }

  @Override
  public Optional<String> pauseOf(String queue) {
    return consuming.ask(
        "it cannot be found out whether queue " + queue + " is paused",
        channel -> Topology.pauseOf(channel, queue));
  }

  /// The broker would answer a message to an exchange that is not there with the end of the
  /// channel.
  private void requireQueue(String queue) {
    try {
      consuming.ask(
          "queue " + queue + " cannot be found", channel -> channel.queueDeclarePassive(queue));
    } catch (TransportException failure) {
      throw Refusal.isNotFound(failure) ? new UnroutableException(queue) : failure;
    }
  }

  private final class WayBack implements RabbitConsumer.Returns {
    @Override
    public void send(String queue, Message message, Duration delay) throws InterruptedException {
      var channel = returns.channel();
      var wire = new Wire(channel.frameMax(), options.largestBody());
      channel.publish(List.of(wire.toQueue(queue, message, delay, Instant.now())));
    }

    @Override
    public boolean isBlocked() {
      return sending.isBlocked();
    }
  }

  /// {@inheritDoc}
  ///
  /// AMQP 0-9-1 does not tell what is delivered and not settled: of that, this counts what is with
  /// this transport's own consumers.
  @Override
  public long depth(String queue) {
    var waiting =
        consuming.ask(
            "the messages of queue " + queue + " cannot be counted",
            channel -> Topology.waiting(channel, queue));
    // In this order, so that one which is handed over meanwhile counts twice rather than not at
    // all.
    var held =
        consumers.stream()
            .filter(consumer -> consumer.queue().equals(queue))
            .mapToLong(RabbitConsumer::held)
            .sum();
    return waiting + held;
  }

  @Override
  public Optional<QueueStatus> status(String queue) {
    try {
      var consumers =
          consuming.ask(
              "how queue " + queue + " is doing cannot be found out",
              channel -> channel.consumerCount(queue));
      var patience = options.timeouts().request();
      var bindings = BindingRecord.read(consuming, returns, queue, patience);
      var depth = depth(queue);
      return Optional.of(
          new QueueStatus(depth, Math.toIntExact(consumers), bindings, pauseOf(queue)));
    } catch (InterruptedException ending) {
      Thread.currentThread().interrupt();
      throw new TransportException("interrupted while asking about queue " + queue, ending);
    } catch (TransportException failure) {
      if (Refusal.isNotFound(failure)) {
        return Optional.empty();
      }
      throw failure;
    }
  }

  /// {@inheritDoc}
  ///
  /// AMQP 0-9-1 has no question for it.
  @Override
  public Optional<List<String>> queues() {
    return Optional.empty();
  }

  @Override
  public void close() {
    consumers.forEach(RabbitConsumer::close);
    returns.close();
    sending.close();
    consuming.close();
  }
}
