package dev.tributary.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Turns SIGINT and SIGTERM into an interruption of the thread that made this, and gives it time to
/// finish what is in flight and to close what it opened. From the first line on, start-up included.
final class Interruption implements AutoCloseable {
  private static final Duration DEADLINE = Duration.ofSeconds(40);

  private final Thread working = Thread.currentThread();
  private final CountDownLatch finished = new CountDownLatch(1);
  private final Thread hook = new Thread(this::interrupt, "interruption");
  private final String farewell;

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
    working.interrupt();
    try {
      if (finished.await(DEADLINE.toMillis(), TimeUnit.MILLISECONDS)) {
        System.err.println(farewell);
      }
    } catch (InterruptedException ending) {
      Thread.currentThread().interrupt();
    }
  }

  /// All is closed.
  @Override
  public void close() {
    finished.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException shuttingDown) {
      Thread.currentThread().interrupt();
    }
  }
}
