package dev.tributary.thirdparty;

import dev.tributary.UnavailableException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Whether a third party is there. It counts as away after some failures in a row; then one call at
/// a time tries whether it is back, and all others are spared. Safe for use by many threads.
///
/// A call that is answered with a failure again and again may have itself to blame: it counts once
/// in a row, so that it alone makes nobody away, and uses up its own attempts.
final class Circuit {
  /// So many failures in a row are no accident: of calls of which one in twenty fails, one in three
  /// million begins such a row.
  static final int FAILURES = 5;

  /// Between two tries. Those who wait do so in the broker, and much longer.
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final String party;
  private final ReentrantLock lock = new ReentrantLock();
  private int failures;

  /// What was asked by the answered calls in the row, until it is long enough.
  private final Set<String> answered = new HashSet<>();

  private Optional<String> last = Optional.empty();
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
      if (!isAway()) {
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

  /// Lets a call go on that had to wait since [#enter].
  ///
  /// @param tried what that returned
  /// @throws UnavailableException if the third party is away by now
  void goOn(boolean tried) {
    lock.lock();
    try {
      if (isAway() && !tried) {
        throw away();
      }
    } finally {
      lock.unlock();
    }
  }

  void succeeded() {
    lock.lock();
    try {
      failures = 0;
      answered.clear();
      last = Optional.empty();
      cause = null;
    } finally {
      lock.unlock();
    }
  }

  /// Counts a failure.
  ///
  /// @param asked what the third party was asked as it answered with a failure; empty if it did not
  ///   answer
  /// @return what to throw if the third party counts as away now, and the call is not to blame
  Optional<UnavailableException> failed(Optional<String> asked, Throwable failure) {
    lock.lock();
    try {
      var isRepeated = asked.isPresent() && asked.equals(last);
      if (isAway() || asked.map(answered::add).orElse(true)) {
        failures++;
      }
      last = asked;
      cause = failure;
      tryAgainAt = System.nanoTime() + PAUSE.toNanos();
      return isAway() && !isRepeated ? Optional.of(away()) : Optional.empty();
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
      return isAway() ? Optional.of(said()) : Optional.empty();
    } finally {
      lock.unlock();
    }
  }

  private boolean isAway() {
    return failures >= FAILURES;
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
