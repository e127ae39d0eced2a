package dev.tributary.benchmarks.peers;

import java.io.IOException;
import java.time.Duration;

/// How long an audit waits for a contender: until nothing has come for a while, and not beyond
/// [#AT_MOST] in all.
final class Patience {
  static final Duration AT_MOST = Duration.ofSeconds(150);
  private static final Duration IDLE = Duration.ofSeconds(20);
  private static final Duration LOOK = Duration.ofMillis(20);

  private final Run run;
  private final long began = System.nanoTime();

  Patience(Run run) {
    this.run = run;
  }

  /// Waits until `count` numbers have arrived. A contender that ends by itself is started again.
  ///
  /// @return whether there is time left
  boolean await(int count) throws IOException, InterruptedException {
    var asked = System.nanoTime();
    while (run.sink.distinct() < count && hasTime() && !isIdle(asked)) {
      run.keepAlive();
      Thread.sleep(LOOK);
    }
    return hasTime();
  }

  /// Lets the contender work for `time`, whatever arrives.
  void pass(Duration time) throws IOException, InterruptedException {
    var asked = System.nanoTime();
    while (since(asked).compareTo(time) < 0) {
      run.keepAlive();
      Thread.sleep(LOOK);
    }
  }

  private boolean hasTime() {
    return since(began).compareTo(AT_MOST) < 0;
  }

  private boolean isIdle(long asked) {
    return since(asked).compareTo(IDLE) > 0 && run.sink.quiet().compareTo(IDLE) > 0;
  }

  private static Duration since(long moment) {
    return Duration.ofNanos(System.nanoTime() - moment);
  }
}
