package dev.tributary.cli.filter;

import dev.tributary.cli.filter.Window.Finished;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.util.List;

/// Writes results, and reports lines that have none because something is wrong, each in its turn.
/// For one thread.
final class Output {
  private static final int BUFFER = 64 << 10;

  private final Window window;
  private final FilterOptions options;
  private final Tally tally;
  private final OutputStream out;
  private final PrintWriter messages;
  private long lastLine = Long.MAX_VALUE;

  Output(
      Window window, FilterOptions options, Tally tally, OutputStream out, PrintWriter messages) {
    this.window = window;
    this.options = options;
    this.tally = tally;
    this.out = new BufferedOutputStream(out, BUFFER);
    this.messages = messages;
  }

  /// Writes until all lines have come to their end. What is written goes out before this waits.
  void writeAll() throws IOException, InterruptedException {
    while (true) {
      writeFinished();
      if (!window.awaitFinished()) {
        return;
      }
    }
  }

  /// Writes what has come to its end by now.
  void writeFinished() throws IOException {
    for (var finished = window.finished(); !finished.isEmpty(); finished = window.finished()) {
      write(finished);
      window.release(finished);
    }
    out.flush();
  }

  /// Whether a bad line was the last.
  boolean stopped() {
    return lastLine < Long.MAX_VALUE;
  }

  private void write(List<Finished> finished) throws IOException {
    for (var each : finished) {
      if (each.entry().number() <= lastLine) {
        tally.count(each.ending());
        write(each);
      }
    }
  }

  private void write(Finished line) throws IOException {
    switch (line.ending()) {
      case Ending.Worked(var results, _) -> {
        for (var result : results) {
          out.write(result);
          out.write('\n');
        }
      }
      case Ending.Aborted _ -> {
        // On purpose: there is nothing to say.
      }
      case Ending.Bad(var reason) -> {
        report(line, reason);
        if (options.strict()) {
          lastLine = line.entry().number();
          window.closeAfter(lastLine);
        }
      }
      case Ending.Unreadable(var reason) -> report(line, "cannot be read on: " + reason);
    }
  }

  /// After the results of the lines before it, also for somebody who has both on one terminal.
  private void report(Finished line, String reason) throws IOException {
    out.flush();
    messages.println(line.entry().place() + ": " + reason);
    messages.flush();
  }
}
