package dev.tributary.rabbitmq;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Counts the deliveries that are being put off for another turn. In the middle of that there are
/// both, the message and its copy that waits: if the channel ended then, both would stay.
final class Turns {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition ended = lock.newCondition();
  private int underWay;
  private boolean closed;

  /// False if this is closed: nobody would wait for the end.
  boolean begin() {
    lock.lock();
    try {
      if (!closed) {
        underWay++;
      }
      return !closed;
    } finally {
      lock.unlock();
    }
  }

  void end() {
    lock.lock();
    try {
      underWay--;
      ended.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// Lets none begin any more, and waits for those under way, for as long as `patience`.
  void close(Duration patience) {
    lock.lock();
    try {
      closed = true;
      var left = patience.toNanos();
      while (underWay > 0 && left > 0) {
        left = ended.awaitNanos(left);
      }
    } catch (InterruptedException hurry) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
  }
}
