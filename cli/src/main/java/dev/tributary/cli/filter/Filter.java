package dev.tributary.cli.filter;

import dev.tributary.Application;
import dev.tributary.Runner;
import dev.tributary.StartException;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.util.List;

/// Runs an application as a UNIX filter: every line of the input is a message, every result a line
/// of the output.
///
/// The application runs as it does on a broker, by the same runner: with its processors, hooks,
/// observers, retries, batches and orders. What waits, waits in memory; how much that is, is
/// bounded.
public final class Filter {
  /// All lines were read and worked on; bad ones were reported and skipped.
  public static final int DONE = 0;

  /// An input could not be read to its end, or the output not be written.
  public static final int FAILED = 1;

  /// An input is not there.
  public static final int USAGE = 2;

  /// There was a bad line, and the filter is strict.
  public static final int REFUSED = 3;

  /// The thread was interrupted.
  public static final int INTERRUPTED = 130;

  private static final int LINES_AT_LEAST = 1_024;
  private static final int LINES_PER_DELIVERY = 4;
  private static final int SHARE_OF_THE_HEAP = 8;

  private final Application application;
  private final FilterOptions options;
  private final PrintWriter messages;
  private final Window window;
  private final Inputs inputs;
  private final FilterTransport transport;
  private final Settlements settlements;
  private final Output output;
  private final Tally tally = new Tally();

  /// A filter on the streams of the caller, which stay open.
  ///
  /// @param out not a [java.io.PrintStream], which keeps to itself that it cannot write
  /// @param messages for people
  public Filter(
      Application application,
      FilterOptions options,
      InputStream stdin,
      OutputStream out,
      PrintWriter messages) {
    this.application = application;
    this.options = options;
    this.messages = messages;
    var format = options.messages() ? ResultFormat.MESSAGES : ResultFormat.BODIES;
    var lines = Math.max(LINES_AT_LEAST, LINES_PER_DELIVERY * application.concurrency());
    var bytes = Runtime.getRuntime().maxMemory() / SHARE_OF_THE_HEAP;
    this.window = new Window(!options.unordered(), lines, bytes);
    var queue = new LineQueue(application.orderKey());
    var parser = new LineParser(application, options);
    this.inputs = new Inputs(options, stdin, parser, tally, window, queue);
    this.transport = new FilterTransport(application.name(), queue, format);
    this.settlements = new Settlements(queue, window, format);
    this.output = new Output(window, options, tally, out, messages);
  }

  /// Runs `application` from standard input to standard output.
  ///
  /// @see #run()
  public static int run(Application application, FilterOptions options, PrintWriter messages)
      throws InterruptedException {
    var stdin = new FileInputStream(FileDescriptor.in);
    var stdout = new FileOutputStream(FileDescriptor.out);
    return new Filter(application, options, stdin, stdout, messages).run();
  }

  /// Reads all inputs, writes all results and returns the exit status. Once per filter.
  ///
  /// Meanwhile [System#out] is standard error. An interruption ends it: what is in flight is
  /// finished, results are written up to the first line that is not, and the status is
  /// [#INTERRUPTED].
  ///
  /// @throws StartException if a start hook fails; nothing has been read then
  /// @throws InterruptedException if interrupted once more while it ends
  public int run() throws InterruptedException {
    var unusable = Inputs.unusable(options.inputs());
    if (!unusable.isEmpty()) {
      unusable.forEach(this::tell);
      return USAGE;
    }
    var stdout = System.out;
    System.setOut(System.err);
    try {
      return filter();
    } finally {
      System.setOut(stdout);
      messages.flush();
    }
  }

  private int filter() throws InterruptedException {
    var watched = application.surroundedBy(outer -> outer.unrecorded().onSettled(settlements));
    try (var runner = Runner.start(transport, List.of(watched))) {
      Thread.ofPlatform().daemon().name("lines").start(inputs::read);
      return write(runner);
    } finally {
      window.close();
    }
  }

  private int write(Runner runner) throws InterruptedException {
    try {
      output.writeAll();
      return status();
    } catch (IOException failure) {
      window.close();
      return unwritable(failure);
    } catch (InterruptedException signal) {
      window.close();
      runner.close();
      return interrupted();
    }
  }

  private int status() {
    if (options.verbose() || tally.isRemarkable()) {
      tell(application.name() + ": " + tally);
    }
    if (output.stopped()) {
      tell("stopped at the first bad line, being strict");
      return REFUSED;
    }
    return tally.hasUnreadable() ? FAILED : DONE;
  }

  private int unwritable(IOException failure) {
    if (ClosedPipe.is(failure)) {
      return DONE;
    }
    tell("the results cannot be written: " + failure.getMessage());
    return FAILED;
  }

  private int interrupted() {
    try {
      output.writeFinished();
    } catch (IOException failure) {
      var _ = unwritable(failure);
    }
    tell(
        window
            .firstUnfinished()
            .map(line -> "interrupted; " + whatIsMissing(line.place()))
            .orElse("interrupted"));
    return INTERRUPTED;
  }

  private String whatIsMissing(Place first) {
    return options.unordered()
        ? "lines from " + first + " on may be missing from the output"
        : "the output ends before " + first;
  }

  private void tell(String line) {
    messages.println(line);
    messages.flush();
  }
}
