package dev.tributary.cli;

import dev.tributary.Runner;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/// Turns SIGINT and SIGTERM into an interruption of the thread that made this, and gives it time to
/// finish what is in flight and to close what it opened. From the first line on, start-up included.
///
/// The JVM ends with the signal's status then, 130 or 143; with [Main#UNFINISHED] if not all was
/// finished in time, or if a second signal came, which ends the process at once.
final class Interruption implements AutoCloseable {
  /// What all else may take that has to be closed.
  private static final Duration CLOSING = Duration.ofSeconds(10);

  private final Thread working = Thread.currentThread();
  private final CountDownLatch signalled = new CountDownLatch(1);
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread hook = new Thread(this::interrupt, "interruption");
  private final String farewell;
  private volatile Duration deadline = Runner.DEADLINE;
  private volatile boolean unfinished;

  private Interruption(String farewell) {
    this.farewell = farewell;
  }

  /// @param farewell what the user is told once everything is closed after a signal
  static Interruption ofThisThread(String farewell) {
    var interruption = new Interruption(farewell);
    Runtime.getRuntime().addShutdownHook(interruption.hook);
    return interruption;
  }

  private void interrupt() {
    SecondSignal.endsWith(Main.UNFINISHED);
    // In this order: whoever learns of the signal must not be interrupted while it finishes.
    working.interrupt();
    signalled.countDown();
    try {
      var inTime = closed.await(deadline.plus(CLOSING).toNanos(), TimeUnit.NANOSECONDS);
      if (inTime) {
        System.err.println(farewell);
      }
      if (!inTime || unfinished) {
        Runtime.getRuntime().halt(Main.UNFINISHED);
      }
    } catch (InterruptedException ending) {
      Thread.currentThread().interrupt();
    }
  }

  /// How long what is in flight may take to finish, instead of [Runner#DEADLINE].
  void allow(Duration drain) {
    deadline = drain;
  }

  /// Waits for a signal.
  ///
  /// @throws InterruptedException as soon as there is one, and always at last
  void await() throws InterruptedException {
    signalled.await();
    throw new InterruptedException("stopped by a signal");
  }

  /// Goes on unless there was a signal. Whoever is about to wait asks: what is called while
  /// something starts may have dropped an interruption.
  void check() throws InterruptedException {
    if (signalled.getCount() == 0) {
      throw new InterruptedException("stopped by a signal");
    }
  }

  /// Finishes what is in flight within the time allowed, and names what is not finished.
  ///
  /// @param drain returns what was not finished by the deadline that it is given
  void finish(Function<Duration, List<String>> drain, PrintWriter messages) {
    var left = drain.apply(deadline);
    unfinished = !left.isEmpty();
    for (var message : left) {
      messages.println("not finished in time, and going to be delivered again: " + message);
    }
    messages.flush();
  }

  /// All is closed.
  @Override
  public void close() {
    closed.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException shuttingDown) {
      Thread.currentThread().interrupt();
    }
  }
}
