package dev.tributary.testing;

import dev.tributary.Message;
import dev.tributary.spi.Consumer;
import dev.tributary.spi.Delivery;
import dev.tributary.spi.TransportException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/// Receives from a [MemoryQueue], whose lock guards it.
final class MemoryConsumer implements Consumer {
  private final MemoryQueue queue;
  private final int prefetch;
  private final java.util.function.Consumer<MemoryConsumer> whenClosed;
  private final Set<MemoryDelivery> out = Collections.newSetFromMap(new IdentityHashMap<>());
  private long delivered;
  private boolean closed;
  boolean stopped;

  /// @param whenClosed told when somebody closes it
  MemoryConsumer(
      MemoryQueue queue, int prefetch, java.util.function.Consumer<MemoryConsumer> whenClosed) {
    if (prefetch < 1) {
      throw new IllegalArgumentException("expected a prefetch of 1 or more, got: " + prefetch);
    }
    this.queue = queue;
    this.prefetch = prefetch;
    this.whenClosed = whenClosed;
  }

  @Override
  public Delivery receive() throws InterruptedException {
    return queue.take(this);
  }

  @Override
  public void stop() {
    queue.stop(this);
  }

  @Override
  public void close() {
    whenClosed.accept(this);
    queue.close(this);
  }

  void requireOpen() {
    if (closed) {
      throw new TransportException("the consumer of queue " + queue.name + " is closed", null);
    }
  }

  boolean mayReceive() {
    return !stopped && out.size() < prefetch;
  }

  MemoryDelivery deliver(Message message, int count) {
    var delivery = new MemoryDelivery(queue, this, message, count, delivered++);
    out.add(delivery);
    return delivery;
  }

  void settled(MemoryDelivery delivery) {
    out.remove(delivery);
  }

  /// Ends it.
  ///
  /// @return what it has not settled, in the order of delivery
  List<MemoryDelivery> end() {
    closed = true;
    var unsettled = unsettled();
    unsettled.forEach(MemoryDelivery::lose);
    out.clear();
    return unsettled;
  }

  /// In the order of delivery.
  List<MemoryDelivery> unsettled() {
    var inOrder = new ArrayList<>(out);
    inOrder.sort(Comparator.comparingLong(MemoryDelivery::number));
    return inOrder;
  }
}
