package dev.tributary.rabbitmq;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/// What many threads have for one channel, written by one thread of its own: all that gathered
/// while it wrote what was there before.
///
/// The threads of deliveries do not write themselves, because the interruption of a virtual thread
/// that writes to a socket closes the socket, for all. The writer is a platform thread, so that it
/// gets its share of the processor whatever callbacks do. Bounded by its users, who wait for what
/// they put in, or may have so much in hand only.
final class Outbox<T> {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition filled = lock.newCondition();
  private final Consumer<List<T>> write;
  private final Thread writer;
  private List<T> gathering = new ArrayList<>();
  private List<T> writing = new ArrayList<>();
  private boolean closed;

  /// @param write gets what has gathered, in the order in which it came; throws nothing
  Outbox(String name, Consumer<List<T>> write) {
    this.write = write;
    this.writer = Thread.ofPlatform().daemon().name(name).start(this::writeAll);
  }

  /// False if this is closed, and the item will not be written.
  boolean add(T item) {
    lock.lock();
    try {
      if (!closed) {
        gathering.add(item);
        filled.signal();
      }
      return !closed;
    } finally {
      lock.unlock();
    }
  }

  private void writeAll() {
    while (gathered()) {
      write.accept(writing);
      writing.clear();
    }
  }

  /// Waits until there is something to write; false once there will be no more.
  private boolean gathered() {
    lock.lock();
    try {
      while (gathering.isEmpty() && !closed) {
        filled.awaitUninterruptibly();
      }
      var empty = writing;
      writing = gathering;
      gathering = empty;
      return !writing.isEmpty();
    } finally {
      lock.unlock();
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
