package dev.tributary.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.regex.Pattern;

/// A command line under way, on a thread of its own, until it is closed.
final class Running implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final StringWriter printed = new StringWriter();
  private final StringWriter said = new StringWriter();
  private final FutureTask<Integer> status;
  private final Thread thread;

  private Running(String... arguments) {
    var out = new PrintWriter(printed, true);
    status = new FutureTask<>(() -> Main.run(arguments, out, new PrintWriter(said, true)));
    thread = Thread.ofPlatform().name("tributary " + arguments[0]).start(status);
  }

  /// What stays up takes any free port for its page.
  static Running start(String... arguments) {
    var all = new ArrayList<>(List.of(arguments));
    if (arguments[0].equals("up")) {
      all.addAll(List.of("--port", "0"));
    }
    return new Running(all.toArray(String[]::new));
  }

  /// Waits until it has said `text`, or has ended without.
  void awaitSaying(String text) {
    awaitSaying(text, 1);
  }

  /// Waits until it has said `text` so often, or has ended without.
  void awaitSaying(String text, int times) {
    await().atMost(PATIENCE).until(() -> hasSaid(text, times) || status.isDone());
    assertThat(hasSaid(text, times)).as("said %s in: %s", text, said).isTrue();
  }

  private boolean hasSaid(String text, int times) {
    return said.toString().split(Pattern.quote(text), -1).length > times;
  }

  /// Waits until it has printed `text` as its result, or has ended without.
  void awaitPrinting(String text) {
    await().atMost(PATIENCE).until(() -> printed().contains(text) || status.isDone());
    assertThat(printed()).as("printed, while it said: %s", said).contains(text);
  }

  /// All of its result so far.
  String printed() {
    return printed.toString();
  }

  /// All that it has said so far.
  String said() {
    return said.toString();
  }

  /// Interrupts it, as a signal does, and waits for its end.
  @Override
  public void close() {
    thread.interrupt();
    await().atMost(PATIENCE).until(() -> !thread.isAlive());
  }
}
