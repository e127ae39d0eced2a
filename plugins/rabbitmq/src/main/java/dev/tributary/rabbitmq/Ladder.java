package dev.tributary.rabbitmq;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The delay queues of one application: rungs for delays of up to 1, 2, 4 … 4,096 seconds.
///
/// A message waits in the lowest rung that is long enough, and expires there after its exact delay.
/// A queue looks at the expiry of its first message only, so a message may have to wait for the one
/// before it. That one is of the same rung: it waits for at most a second, or at most twice as long
/// as it was to. It never comes early.
///
/// What is to wait for longer than the top rung takes several turns.
final class Ladder {
  private static final int RUNGS = 13;

  /// The longest delay that a message can wait in one turn.
  static final Duration LONGEST = length(RUNGS - 1);

  private Ladder() {}

  /// The names of all rungs of `queue`.
  static List<String> rungs(String queue) {
    return lengths().map(length -> name(queue, length)).toList();
  }

  /// The rung of `queue` for a turn of `delay`, which is at most [#LONGEST].
  static String rung(String queue, Duration delay) {
    return lengths()
        .filter(length -> delay.compareTo(length) <= 0)
        .findFirst()
        .map(length -> name(queue, length))
        .orElseThrow(() -> new IllegalArgumentException("no rung is as long as " + delay));
  }

  private static Stream<Duration> lengths() {
    return IntStream.range(0, RUNGS).mapToObj(Ladder::length);
  }

  private static Duration length(int rung) {
    return Duration.ofSeconds(1L << rung);
  }

  private static String name(String queue, Duration length) {
    return queue + ".retry." + length.toSeconds() + "s";
  }
}
