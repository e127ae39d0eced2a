package dev.tributary.recovery;

import java.time.Duration;
import java.util.Optional;

/// How fast a redrive goes: every message has its time, counted from the first. What takes longer
/// than its time does not slow down what comes after it. Used by one thread.
final class Pace {
  /// Portions a second: what is sent at once is over before somebody else notices.
  private static final int PORTIONS = 50;

  private final Optional<Integer> rate;
  private final long begin = System.nanoTime();
  private int sent;

  /// @param rate at most so many a second; empty for as fast as it goes
  Pace(Optional<Integer> rate) {
    this.rate = rate;
  }

  /// How many to send at once; empty for all there are.
  Optional<Integer> portion() {
    return rate.map(perSecond -> Math.max(1, perSecond / PORTIONS));
  }

  /// So many more were sent.
  void sent(int number) {
    sent += number;
  }

  /// How long until the next one is due; zero if it is.
  Duration ahead() {
    var due = rate.map(perSecond -> Duration.ofSeconds(sent).dividedBy(perSecond));
    var left = due.orElse(Duration.ZERO).minus(elapsed());
    return left.isNegative() ? Duration.ZERO : left;
  }

  Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - begin);
  }
}
