package dev.tributary.rabbitmq;

import dev.tributary.Binding;
import dev.tributary.spi.Consumer;
import dev.tributary.spi.Producer;
import dev.tributary.spi.Transport;
import dev.tributary.spi.TransportException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The broker as one test uses it: left without the queues that the test declared, running.
final class TestBroker {
  private final RabbitNode node = RabbitNode.shared();
  private final Set<String> declared = ConcurrentHashMap.newKeySet();
  private boolean over;

  RabbitNode node() {
    return node;
  }

  void start() {
    node.start();
  }

  /// The test is over: the next stop takes its queues away and stops nothing.
  void testIsOver() {
    over = true;
  }

  void stop() {
    if (over) {
      removeQueues();
    } else {
      node.stop();
    }
  }

  private void removeQueues() {
    try (var transport = RabbitTransport.connect(options())) {
      declared.forEach(transport::remove);
    }
  }

  RabbitOptions options() {
    return RabbitOptions.of(node.uri()).withConnectionName("test");
  }

  Transport connect() {
    return connect(options());
  }

  /// A transport that leaves nothing behind.
  Transport connect(RabbitOptions options) {
    return new Remembering(RabbitTransport.connect(options));
  }

  private final class Remembering implements Transport {
    private final Transport transport;

    Remembering(Transport transport) {
      this.transport = transport;
    }

    @Override
    public void declare(String queue, List<Binding> bindings, Lifetime lifetime) {
      if (lifetime == Lifetime.DURABLE) {
        declared.add(queue);
      }
      transport.declare(queue, bindings, lifetime);
    }

    @Override
    public long remove(String queue) throws TransportException {
      return transport.remove(queue);
    }

    @Override
    public Consumer consumer(String queue, int prefetch) {
      return transport.consumer(queue, prefetch);
    }

    @Override
    public Producer producer() {
      return transport.producer();
    }

    @Override
    public void pause(String queue, String note) {
      transport.pause(queue, note);
    }

    @Override
    public void resume(String queue) {
      transport.resume(queue);
    }

    @Override
    public Optional<String> pauseOf(String queue) {
      return transport.pauseOf(queue);
    }

    @Override
    public long depth(String queue) {
      return transport.depth(queue);
    }

    @Override
    public void close() {
      transport.close();
    }
  }
}
