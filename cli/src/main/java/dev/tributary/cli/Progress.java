package dev.tributary.cli;

import java.io.PrintWriter;
import java.time.Duration;

/// Tells on standard error how far a long run has come: a bar that moves on a terminal, a line now
/// and then elsewhere.
final class Progress {
  private static final int WIDTH = 30;
  private static final Duration BETWEEN_LINES = Duration.ofSeconds(5);
  private static final Duration BETWEEN_FRAMES = Duration.ofMillis(100);

  private final PrintWriter out;
  private final boolean moving;
  private long received;
  private long unsettled;
  private long shownAt = System.nanoTime();
  private boolean shown;
  private boolean ended;

  private Progress(PrintWriter out, boolean moving) {
    this.out = out;
    this.moving = moving;
  }

  @SuppressWarnings("SystemConsoleNull") // it is null again since JDK 25 where nobody sits at it
  static Progress on(PrintWriter out) {
    var console = System.console();
    return new Progress(out, console != null && console.isTerminal());
  }

  /// So many shipments were taken in.
  synchronized void received(long count) {
    received = count;
    unsettled = Math.max(unsettled, count);
    show();
  }

  /// So many of them have no final state yet.
  synchronized void unsettled(long count) {
    unsettled = count;
    show();
  }

  private void show() {
    var pause = moving ? BETWEEN_FRAMES : BETWEEN_LINES;
    if (ended || System.nanoTime() - shownAt < pause.toNanos()) {
      return;
    }
    shownAt = System.nanoTime();
    shown = true;
    var total = Math.max(received, unsettled);
    var done = total - unsettled;
    if (moving) {
      var filled = total == 0 ? 0 : (int) (WIDTH * done / total);
      out.printf(
          "\r[%s%s] %d of %d deliveries",
          "#".repeat(filled), ".".repeat(WIDTH - filled), done, total);
    } else {
      out.printf("%d of %d deliveries%n", done, total);
    }
    out.flush();
  }

  /// Takes the bar away; shows no more.
  synchronized void end() {
    if (moving && shown && !ended) {
      out.print("\r" + " ".repeat(WIDTH + 40) + "\r");
      out.flush();
    }
    ended = true;
  }
}
