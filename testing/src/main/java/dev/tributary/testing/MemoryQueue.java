package dev.tributary.testing;

import dev.tributary.Binding;
import dev.tributary.Message;
import dev.tributary.spi.QueueStatus;
import dev.tributary.spi.Transport.Lifetime;
import dev.tributary.spi.Transport.Sharing;
import dev.tributary.spi.TransportException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// One queue of a [MemoryBroker]. Everything in it and in its consumers is guarded by its lock.
final class MemoryQueue {
  /// More than that is refused: whoever sends learns that nobody keeps up.
  private static final int LIMIT = 1_000_000;

  final String name;
  final Lifetime lifetime;
  final Sharing sharing;
  private final InstantSource clock;
  private final Runnable whenIdle;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Deque<Waiting> urgent = new ArrayDeque<>();
  private final Deque<Waiting> ready = new ArrayDeque<>();
  private final PriorityQueue<Later> later =
      new PriorityQueue<>(Comparator.comparing(Later::due).thenComparing(Later::number));

  /// In the order in which they came.
  private final Set<MemoryConsumer> consumers = new LinkedHashSet<>();

  private int out;
  private long arrived;
  private boolean removed;

  /// What an operator said when the queue was paused; null if it is not.
  volatile @Nullable String pause;

  /// Replaced as a whole when the queue is declared anew.
  volatile List<Binding> bindings = List.of();

  /// @param deliveries how often it was delivered before
  private record Waiting(Message message, int deliveries) {}

  /// What waits for its time.
  ///
  /// @param number in the order of coming, for those that are due at the same time
  record Later(Instant due, long number, Message message) {}

  /// @param whenIdle called when nothing is ready or out any more, with the lock held
  MemoryQueue(
      String name, Lifetime lifetime, Sharing sharing, InstantSource clock, Runnable whenIdle) {
    this.name = name;
    this.lifetime = lifetime;
    this.sharing = sharing;
    this.clock = clock;
    this.whenIdle = whenIdle;
  }

  /// Adds `message` at the end, or before what is not urgent.
  ///
  /// @return false if the queue was removed meanwhile
  /// @throws TransportException if it is full
  boolean add(Message message) {
    lock.lock();
    try {
      if (removed) {
        return false;
      }
      if (depthNow() >= LIMIT) {
        throw new TransportException(
            "expected room in queue " + name + ", found " + LIMIT + " messages that wait", null);
      }
      arrive(message);
      changed.signalAll();
      return true;
    } finally {
      lock.unlock();
    }
  }

  /// Waits for the next message that `consumer` may have.
  MemoryDelivery take(MemoryConsumer consumer) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (true) {
        consumer.requireOpen();
        var next = consumer.mayReceive() && isActive(consumer) ? next() : null;
        if (next != null) {
          out++;
          return consumer.deliver(next.message(), next.deliveries() + 1);
        }
        var wait = untilNextDue();
        if (wait.isEmpty()) {
          changed.await();
        } else {
          // Whether it was woken does not matter: it looks again.
          var _ = changed.awaitNanos(TimeUnit.NANOSECONDS.convert(wait.get()));
        }
      }
    } finally {
      lock.unlock();
    }
  }

  private boolean isActive(MemoryConsumer consumer) {
    return switch (sharing) {
      case COMPETING -> true;
      case SINGLE_ACTIVE -> consumers.iterator().next() == consumer;
    };
  }

  private @Nullable Waiting next() {
    wakeThoseDue();
    var first = urgent.poll();
    return first != null ? first : ready.poll();
  }

  private void wakeThoseDue() {
    if (later.isEmpty()) {
      return;
    }
    var now = clock.instant();
    for (var first = later.peek();
        first != null && !first.due().isAfter(now);
        first = later.peek()) {
      later.remove();
      arrive(first.message());
    }
  }

  /// How long it is until the first of those that wait for their time is due, by the system's
  /// clock; a virtual one says when it has gone on.
  private Optional<Duration> untilNextDue() {
    var first = later.peek();
    return first == null || clock instanceof VirtualClock
        ? Optional.empty()
        : Optional.of(Duration.between(clock.instant(), first.due()));
  }

  private void arrive(Message message) {
    arrived++;
    (message.isUrgent() ? urgent : ready).addLast(new Waiting(message, 0));
  }

  /// Settles a delivery: its message is forgotten.
  void ack(MemoryDelivery delivery) {
    lock.lock();
    try {
      delivery.settle();
      leave();
    } finally {
      lock.unlock();
    }
  }

  /// Settles a delivery: `message` comes in place of its own, after `delay`.
  void retry(MemoryDelivery delivery, Message message, Duration delay) {
    lock.lock();
    try {
      delivery.settle();
      later.add(new Later(clock.instant().plus(delay), arrived++, message));
      changed.signalAll();
      leave();
    } finally {
      lock.unlock();
    }
  }

  /// Settles a delivery by giving its message back.
  void requeue(MemoryDelivery delivery) {
    lock.lock();
    try {
      delivery.settle();
      giveBack(delivery);
    } finally {
      lock.unlock();
    }
  }

  /// To where it was: before all others. The lock is held.
  private void giveBack(MemoryDelivery delivery) {
    arrived++;
    var message = delivery.message();
    (message.isUrgent() ? urgent : ready).addFirst(new Waiting(message, delivery.count()));
    leave();
  }

  private void leave() {
    out--;
    if (isIdle()) {
      whenIdle.run();
    } else {
      changed.signalAll();
    }
  }

  void open(MemoryConsumer consumer) {
    lock.lock();
    try {
      if (removed) {
        throw new TransportException("there is no queue " + name + " any more", null);
      }
      consumers.add(consumer);
    } finally {
      lock.unlock();
    }
  }

  /// Hands `consumer` no more.
  void stop(MemoryConsumer consumer) {
    lock.lock();
    try {
      consumer.stopped = true;
    } finally {
      lock.unlock();
    }
  }

  /// Takes back what `consumer` has not settled, and ends its waiting.
  void close(MemoryConsumer consumer) {
    lock.lock();
    try {
      if (consumers.remove(consumer)) {
        consumer.end().reversed().forEach(this::giveBack);
        changed.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  /// The clock has gone on.
  void wake() {
    lock.lock();
    try {
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// Lets nothing in any more.
  ///
  /// @return how many messages were in it
  /// @throws TransportException if somebody consumes it
  long remove() {
    lock.lock();
    try {
      if (!consumers.isEmpty()) {
        throw new TransportException(
            "expected nobody to consume queue "
                + name
                + " that is to be removed, found "
                + consumers.size()
                + " consumers; stop the application first",
            null);
      }
      var thrownAway = depthNow();
      removed = true;
      return thrownAway;
    } finally {
      lock.unlock();
    }
  }

  /// Removes it, whoever consumes it.
  void end() {
    lock.lock();
    try {
      consumers.forEach(MemoryConsumer::end);
      consumers.clear();
      removed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  long depth() {
    lock.lock();
    try {
      return depthNow();
    } finally {
      lock.unlock();
    }
  }

  QueueStatus status() {
    lock.lock();
    try {
      return new QueueStatus(
          depthNow(), consumers.size(), Set.copyOf(bindings), Optional.ofNullable(pause));
    } finally {
      lock.unlock();
    }
  }

  private int depthNow() {
    return urgent.size() + ready.size() + later.size() + out;
  }

  /// How many messages ever came, or came back, if there is nothing to do now; empty if there is.
  Optional<Long> arrivedWhenIdle() {
    lock.lock();
    try {
      wakeThoseDue();
      return isIdle() ? Optional.of(arrived) : Optional.empty();
    } finally {
      lock.unlock();
    }
  }

  private boolean isIdle() {
    return out == 0 && urgent.isEmpty() && ready.isEmpty();
  }

  /// What waits for its time, the first due first.
  List<Later> waiting() {
    lock.lock();
    try {
      return later.stream().sorted(later.comparator()).toList();
    } finally {
      lock.unlock();
    }
  }

  /// What is delivered and not settled.
  List<Message> unsettled() {
    lock.lock();
    try {
      return consumers.stream()
          .flatMap(consumer -> consumer.unsettled().stream())
          .map(MemoryDelivery::message)
          .toList();
    } finally {
      lock.unlock();
    }
  }
}
