package dev.tributary.thirdparty;

import dev.tributary.UnavailableException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Whether a third party is there. It counts as away after some failures in a row; then one call at
/// a time tries whether it is back, and all others are spared. Safe for use by many threads.
final class Circuit {
  /// So many failures in a row are no accident: of calls of which one in twenty fails, one in three
  /// million begins such a row.
  static final int FAILURES = 5;

  /// Between two tries. Those who wait do so in the broker, and much longer.
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final String party;
  private final ReentrantLock lock = new ReentrantLock();
  private int failures;
  private long tryAgainAt;
  private boolean trying;
  private @Nullable Throwable cause;

  Circuit(String party) {
    this.party = party;
  }

  /// Lets a call through; it ends with [#leave], whatever it told.
  ///
  /// @return whether it is the one that tries whether the third party is back
  /// @throws UnavailableException if the third party is away
  boolean enter() {
    lock.lock();
    try {
      if (failures < FAILURES) {
        return false;
      }
      if (trying || System.nanoTime() < tryAgainAt) {
        throw away();
      }
      trying = true;
      return true;
    } finally {
      lock.unlock();
    }
  }

  void succeeded() {
    lock.lock();
    try {
      failures = 0;
      cause = null;
    } finally {
      lock.unlock();
    }
  }

  /// Counts a failure.
  ///
  /// @return what to throw if the third party counts as away now
  Optional<UnavailableException> failed(Throwable failure) {
    lock.lock();
    try {
      failures++;
      cause = failure;
      tryAgainAt = System.nanoTime() + PAUSE.toNanos();
      return failures < FAILURES ? Optional.empty() : Optional.of(away());
    } finally {
      lock.unlock();
    }
  }

  /// The call has ended. One that was let through before the third party was away, and ends only
  /// now, makes no room for another that tries.
  ///
  /// @param tried what [#enter] returned
  void leave(boolean tried) {
    lock.lock();
    try {
      trying &= !tried;
    } finally {
      lock.unlock();
    }
  }

  /// Why the third party counts as away; empty if it does not.
  Optional<String> reason() {
    lock.lock();
    try {
      return failures < FAILURES ? Optional.empty() : Optional.of(said());
    } finally {
      lock.unlock();
    }
  }

  private UnavailableException away() {
    return new UnavailableException(said(), cause);
  }

  private String said() {
    var last = cause == null ? "unknown" : cause.getMessage();
    return "%s is away: %d failures in a row, the last: %s; it is tried again by itself"
        .formatted(party, failures, last);
  }
}
