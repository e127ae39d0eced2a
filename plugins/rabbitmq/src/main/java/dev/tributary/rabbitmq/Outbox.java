package dev.tributary.rabbitmq;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/// What many threads have for one channel, written by one thread of its own: all that gathered
/// while it wrote what was there before.
///
/// What comes after a silence is written at once. What comes soon after that lingers, for the time
/// of a few wakings of a thread, so that under load one waking serves many.
///
/// The threads of deliveries do not write themselves, because the interruption of a virtual thread
/// that writes to a socket closes the socket, for all. The writer is a platform thread, so that it
/// gets its share of the processor whatever callbacks do. Bounded by its users, who wait for what
/// they put in, or may have so much in hand only.
final class Outbox<T> {
  private static final Duration NAP = Duration.ofMillis(100);

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition filled = lock.newCondition();
  private final Consumer<List<T>> write;
  private final Consumer<Throwable> broken;
  private final Duration linger;
  private final int enough;
  private final Thread writer;

  /// The writer sleeps until so many have gathered.
  private int awaited = 1;

  private long writtenAt;
  private List<T> gathering = new ArrayList<>();
  private List<T> writing = new ArrayList<>();
  private boolean closed;

  /// @param linger how long to wait for more after the last time that something was written
  /// @param enough how many are not waited with
  /// @param write gets what has gathered, in the order in which it came
  /// @param broken is told what `write` threw: nobody knows what was written of that
  Outbox(
      String name,
      Duration linger,
      int enough,
      Consumer<List<T>> write,
      Consumer<Throwable> broken) {
    this.write = write;
    this.broken = broken;
    this.linger = linger;
    this.enough = enough;
    this.writtenAt = System.nanoTime() - linger.toNanos();
    this.writer = Thread.ofPlatform().daemon().name(name).start(this::writeAll);
  }

  /// False if this is closed, and the item will not be written.
  boolean add(T item) {
    lock.lock();
    try {
      if (!closed) {
        gathering.add(item);
        if (gathering.size() == awaited) {
          filled.signal();
        }
      }
      return !closed;
    } finally {
      lock.unlock();
    }
  }

  private void writeAll() {
    while (gathered()) {
      try {
        write.accept(writing);
      } catch (Throwable failure) {
        // Memory may be short for a moment, because of somebody else. This thread must not end.
        tell(failure);
      }
      writing.clear();
      writtenAt = System.nanoTime();
    }
  }

  /// Until it is heard, for which memory may be short as well: nobody must wait for what is broken.
  private void tell(Throwable failure) {
    while (true) {
      try {
        broken.accept(failure);
        return;
      } catch (Throwable _) {
        LockSupport.parkNanos(this, NAP.toNanos());
      }
    }
  }

  /// Waits until there is something to write; false once there will be no more.
  private boolean gathered() {
    lock.lock();
    try {
      awaited = 1;
      while (gathering.isEmpty() && !closed) {
        filled.awaitUninterruptibly();
      }
      linger();
      var empty = writing;
      writing = gathering;
      gathering = empty;
      return !writing.isEmpty();
    } finally {
      lock.unlock();
    }
  }

  private void linger() {
    awaited = enough;
    try {
      var left = writtenAt + linger.toNanos() - System.nanoTime();
      while (left > 0 && gathering.size() < enough && !closed) {
        left = filled.awaitNanos(left);
      }
    } catch (InterruptedException hurry) {
      Thread.currentThread().interrupt();
    }
  }

  /// Ends the writer once all is written, and waits for that for as long as `patience`.
  void close(Duration patience) {
    lock.lock();
    try {
      closed = true;
      filled.signal();
    } finally {
      lock.unlock();
    }
    try {
      writer.join(patience);
    } catch (InterruptedException ending) {
      Thread.currentThread().interrupt();
    }
  }
}
