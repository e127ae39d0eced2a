package dev.tributary.thirdparty;

import java.time.Duration;
import java.util.random.RandomGenerator;

/// Keeps those that wait for the same from coming back together.
final class Jitter {
  private Jitter() {}

  /// `wait`, or up to half as much longer, at random.
  static Duration longer(Duration wait) {
    var more = RandomGenerator.getDefault().nextLong(wait.toMillis() / 2 + 1);
    return wait.plusMillis(more);
  }
}
