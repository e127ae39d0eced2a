package dev.tributary.thirdparty;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/// How many calls are under way at once. The first of a process goes alone: what takes long the
/// first time (classes, names, connections) would have those behind it arrive together.
final class Places {
  private final int number;
  private final Semaphore free = new Semaphore(1);
  private final AtomicBoolean opened = new AtomicBoolean();

  Places(int number) {
    this.number = number;
  }

  /// Takes a place.
  ///
  /// @return false if there is none within `patience`
  boolean enter(Duration patience) throws InterruptedException {
    return free.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS);
  }

  /// Gives it back.
  ///
  /// @param called whether there was a call
  void leave(boolean called) {
    free.release();
    if (called && opened.compareAndSet(false, true)) {
      free.release(number - 1);
    }
  }

  /// How many are taken.
  int taken() {
    return (opened.get() ? number : 1) - free.availablePermits();
  }
}
