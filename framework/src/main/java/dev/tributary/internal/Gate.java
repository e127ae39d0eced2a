package dev.tributary.internal;

import dev.tributary.RetryPolicy;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Whether an application may receive: not while an operator has paused it, nor while something is
/// away that it depends on. After a while it may try a single message then; if that goes through,
/// the gate is open again, otherwise it stays shut for longer.
///
/// Safe for use by many threads.
final class Gate {
  private final RetryPolicy policy;
  private final Runnable whenShut;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  private @Nullable String note;
  private @Nullable Throwable outage;
  private int outages;
  private long tryAgainAt;
  private boolean probeOut;

  /// What the receiver may do.
  enum Pass {
    ALL,
    /// One message, to see whether what was away is back.
    ONE
  }

  /// @param whenShut told when the gate is shut, so that a receiver that waits for a message learns
  ///   of it
  Gate(RetryPolicy policy, Runnable whenShut) {
    this.policy = policy;
    this.whenShut = whenShut;
  }

  /// What an operator says: nothing, or the note with which the application is paused.
  void operatorSays(Optional<String> said) {
    lock.lock();
    try {
      var before = note;
      note = said.orElse(null);
      changed.signalAll();
      if (before == null && note != null) {
        whenShut.run();
      }
    } finally {
      lock.unlock();
    }
  }

  /// A message met with something that is away. Others that were under way at the same time say
  /// nothing new.
  void unavailable(Throwable cause) {
    lock.lock();
    try {
      if (outage == null || probeOut) {
        outage = cause;
        outages++;
        probeOut = false;
        var wait =
            policy
                .pauseFor(cause)
                .map(schedule -> schedule.delayAfter(outages, RandomGenerator.getDefault()))
                .orElse(Duration.ZERO);
        tryAgainAt = System.nanoTime() + wait.toNanos();
        changed.signalAll();
        whenShut.run();
      }
    } finally {
      lock.unlock();
    }
  }

  /// A message went through, or failed by itself.
  void available() {
    lock.lock();
    try {
      if (outage != null) {
        outage = null;
        outages = 0;
        probeOut = false;
        changed.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  /// The probe ended without telling anything: the broker was in the way.
  void undecided() {
    lock.lock();
    try {
      if (probeOut) {
        probeOut = false;
        changed.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  /// Whether all may be received.
  boolean isOpen() {
    lock.lock();
    try {
      return note == null && outage == null;
    } finally {
      lock.unlock();
    }
  }

  /// Why it is shut; empty if it is open.
  Optional<String> reason() {
    lock.lock();
    try {
      if (note != null) {
        return Optional.of(note);
      }
      return Optional.ofNullable(outage).map(Failures::reason);
    } finally {
      lock.unlock();
    }
  }

  /// Whether it is an operator who shut it.
  boolean isShutByOperator() {
    lock.lock();
    try {
      return note != null;
    } finally {
      lock.unlock();
    }
  }

  /// Waits until something may be received.
  Pass await() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (true) {
        var left = tryAgainAt - System.nanoTime();
        if (note == null && outage == null) {
          return Pass.ALL;
        }
        if (note == null && !probeOut && left <= 0) {
          return Pass.ONE;
        }
        if (note == null && !probeOut) {
          var _ = changed.await(left, TimeUnit.NANOSECONDS);
        } else {
          changed.await();
        }
      }
    } finally {
      lock.unlock();
    }
  }

  /// The one message has been received.
  void probing() {
    lock.lock();
    try {
      probeOut = true;
    } finally {
      lock.unlock();
    }
  }
}
