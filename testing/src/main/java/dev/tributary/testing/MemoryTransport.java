package dev.tributary.testing;

import dev.tributary.Binding;
import dev.tributary.Message;
import dev.tributary.spi.Consumer;
import dev.tributary.spi.Producer;
import dev.tributary.spi.QueueStatus;
import dev.tributary.spi.Transport;
import dev.tributary.spi.TransportException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// A transport over a [MemoryBroker]. Messages are handed over as they are, not as bytes.
public final class MemoryTransport implements Transport {
  private final MemoryBroker broker;
  private final Set<MemoryConsumer> consumers = ConcurrentHashMap.newKeySet();
  private final Set<String> temporary = ConcurrentHashMap.newKeySet();
  private volatile MemoryBroker.Listener listener = (_, _) -> false;
  private volatile boolean closed;

  private MemoryTransport(MemoryBroker broker) {
    this.broker = broker;
  }

  /// Connects to `broker`.
  ///
  /// @throws TransportException if it is stopped
  public static MemoryTransport connect(MemoryBroker broker) {
    var transport = new MemoryTransport(broker);
    broker.connect(transport);
    return transport;
  }

  /// This transport, with `hearing` whatever is sent by way of it.
  MemoryTransport heardBy(MemoryBroker.Listener hearing) {
    listener = hearing;
    return this;
  }

  @Override
  public void declare(String queue, List<Binding> bindings, Lifetime lifetime, Sharing sharing) {
    requireOpen();
    broker.declare(queue, bindings, lifetime, sharing);
    if (lifetime == Lifetime.TEMPORARY) {
      temporary.add(queue);
    }
  }

  @Override
  public long remove(String queue) {
    requireOpen();
    return broker.remove(queue);
  }

  @Override
  public Consumer consumer(String queue, int prefetch) {
    requireOpen();
    broker.requireRunning();
    var source = broker.queue(queue);
    var consumer = new MemoryConsumer(source, prefetch, consumers::remove);
    consumers.add(consumer);
    source.open(consumer);
    if (!isConnected()) {
      consumer.close();
      throw new TransportException(
          "the connection was lost as queue " + queue + " was consumed", null);
    }
    return consumer;
  }

  @Override
  public Producer producer() {
    requireOpen();
    return new MemoryProducer();
  }

  @Override
  public long depth(String queue) {
    return queue(queue).depth();
  }

  @Override
  public Optional<QueueStatus> status(String queue) {
    requireOpen();
    return broker.find(queue).map(MemoryQueue::status);
  }

  @Override
  public Optional<List<String>> queues() {
    requireOpen();
    return Optional.of(broker.queues());
  }

  @Override
  public void pause(String queue, String note) {
    queue(queue).pause = note;
  }

  @Override
  public void resume(String queue) {
    queue(queue).pause = null;
  }

  @Override
  public Optional<String> pauseOf(String queue) {
    return Optional.ofNullable(queue(queue).pause);
  }

  private MemoryQueue queue(String name) {
    requireOpen();
    broker.requireRunning();
    return broker.queue(name);
  }

  @Override
  public void close() {
    closed = true;
    broker.disconnect(this);
    lose();
  }

  /// The connection is lost: what was not settled goes back, and temporary queues end.
  void lose() {
    consumers.forEach(MemoryConsumer::close);
    consumers.clear();
    temporary.forEach(broker::end);
    temporary.clear();
  }

  private boolean isConnected() {
    return !closed && broker.isRunning();
  }

  private void requireOpen() {
    if (closed) {
      throw new TransportException("the connection to the broker in memory is closed", null);
    }
  }

  private final class MemoryProducer implements Producer {
    private volatile boolean producerClosed;

    @Override
    public void send(String exchange, List<Message> messages, Listeners listeners) {
      requireUsable();
      broker.send(exchange, messages, listeners, listener);
    }

    @Override
    public void sendTo(String queue, List<Message> messages) {
      requireUsable();
      broker.sendTo(queue, messages);
    }

    private void requireUsable() {
      requireOpen();
      if (producerClosed) {
        throw new TransportException("the producer is closed", null);
      }
    }

    @Override
    public void close() {
      producerClosed = true;
    }
  }
}
