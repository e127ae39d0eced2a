package dev.tributary.testing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Waits for queues to have nothing to do. Costs them nothing while nobody waits.
final class IdleWatch {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition idled = lock.newCondition();
  private final AtomicInteger watchers = new AtomicInteger();
  private long times;

  /// A queue has nothing to do any more. It may hold its lock.
  void oneIsIdle() {
    if (watchers.get() > 0) {
      lock.lock();
      try {
        times++;
        idled.signalAll();
      } finally {
        lock.unlock();
      }
    }
  }

  /// Waits until nothing is ready or out in any of `queues`, all at once.
  ///
  /// @return false if they are not idle after `patience`
  boolean await(List<MemoryQueue> queues, Duration patience) throws InterruptedException {
    watchers.incrementAndGet();
    try {
      var left = patience.toNanos();
      for (var seen = times(); !areIdle(queues); seen = times()) {
        left = awaitNext(seen, left);
        if (left <= 0) {
          return false;
        }
      }
      return true;
    } finally {
      watchers.decrementAndGet();
    }
  }

  private long times() {
    lock.lock();
    try {
      return times;
    } finally {
      lock.unlock();
    }
  }

  /// Waits until one more queue was idle than `seen`.
  ///
  /// @return how much is left of the nanoseconds `left`
  private long awaitNext(long seen, long left) throws InterruptedException {
    lock.lock();
    try {
      var rest = left;
      while (times == seen && rest > 0) {
        rest = idled.awaitNanos(rest);
      }
      return rest;
    } finally {
      lock.unlock();
    }
  }

  /// Looks twice: a message that came into one queue while another was looked at shows the second
  /// time.
  private static boolean areIdle(List<MemoryQueue> queues) {
    var first = arrivedWhenIdle(queues);
    return first.isPresent() && first.equals(arrivedWhenIdle(queues));
  }

  private static Optional<List<Long>> arrivedWhenIdle(List<MemoryQueue> queues) {
    var arrived = new ArrayList<Long>();
    for (var queue : queues) {
      var whenIdle = queue.arrivedWhenIdle();
      if (whenIdle.isEmpty()) {
        return Optional.empty();
      }
      arrived.add(whenIdle.get());
    }
    return Optional.of(arrived);
  }
}
