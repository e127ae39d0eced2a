package dev.tributary.testing;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;

/// A clock that stands still until it is told to go on. Safe for use by many threads.
public final class VirtualClock implements InstantSource {
  /// Where a clock starts that is not told where.
  public static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final AtomicReference<Instant> now;
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

  /// A clock that stands at [#START].
  public VirtualClock() {
    this(START);
  }

  /// A clock that stands at `start`.
  public VirtualClock(Instant start) {
    this.now = new AtomicReference<>(start);
  }

  @Override
  public Instant instant() {
    return now.get();
  }

  /// Goes on by `duration`, and tells the listeners on the caller's thread.
  ///
  /// @throws IllegalArgumentException if it is negative: time does not go back
  public void advance(Duration duration) {
    if (duration.isNegative()) {
      throw new IllegalArgumentException(
          "expected to advance by a duration of 0 or more, got: " + duration);
    }
    now.updateAndGet(instant -> instant.plus(duration));
    listeners.forEach(Runnable::run);
  }

  /// Goes on to `instant`; one that has passed already leaves the clock as it is.
  public void advanceTo(Instant instant) {
    now.updateAndGet(current -> instant.isAfter(current) ? instant : current);
    listeners.forEach(Runnable::run);
  }

  /// Runs `listener` whenever the clock has gone on.
  public void onAdvance(Runnable listener) {
    listeners.add(listener);
  }
}
