package dev.tributary.testing;

import dev.tributary.Binding;
import dev.tributary.spi.Consumer;
import dev.tributary.spi.Producer;
import dev.tributary.spi.QueueStatus;
import dev.tributary.spi.Transport;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Does what another transport does, but for what a subclass does differently.
public abstract class ForwardingTransport implements Transport {
  private final Transport transport;

  /// Leaves everything to `transport`.
  protected ForwardingTransport(Transport transport) {
    this.transport = transport;
  }

  @Override
  public void declare(String queue, List<Binding> bindings, Lifetime lifetime, Sharing sharing) {
    transport.declare(queue, bindings, lifetime, sharing);
  }

  @Override
  public long remove(String queue) {
    return transport.remove(queue);
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
  public Consumer consumer(String queue, int prefetch) {
    return transport.consumer(queue, prefetch);
  }

  @Override
  public Producer producer() {
    return transport.producer();
  }

  @Override
  public long depth(String queue) {
    return transport.depth(queue);
  }

  @Override
  public Optional<QueueStatus> status(String queue) {
    return transport.status(queue);
  }

  @Override
  public Map<String, QueueStatus> statuses(Collection<String> queues) {
    return transport.statuses(queues);
  }

  @Override
  public Optional<List<String>> queues() {
    return transport.queues();
  }

  @Override
  public void close() {
    transport.close();
  }
}
