package dev.tributary.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tributary.testing.JavaProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// `tributary run --durable` in a process of its own, so that it can be sent a signal.
final class RunProcess implements AutoCloseable {
  /// What SIGTERM makes of the exit status of a process that ended in order.
  static final int TERMINATED = 128 + 15;

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Process process;
  private final Path said;

  private RunProcess(Process process, Path said) {
    this.process = process;
    this.said = said;
  }

  /// Begins to run `source`, whose data is in `folder`.
  static RunProcess begin(Path folder, Path source, String... options) throws IOException {
    var said = Files.createTempFile(folder, "said-", ".txt");
    var arguments = new ArrayList<>(List.of("run", "--durable", "--data"));
    arguments.add(folder.resolve("data").toString());
    arguments.addAll(List.of(options));
    arguments.add(source.toString());
    var process =
        JavaProcess.of(List.of(), Main.class, arguments)
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .start();
    return new RunProcess(process, said);
  }

  /// The same, once it runs.
  static RunProcess start(Path folder, Path source, String... options) throws IOException {
    var run = begin(folder, source, options);
    await()
        .atMost(PATIENCE)
        .until(() -> run.said().contains(" runs: consumes") || !run.process.isAlive());
    assertThat(run.process.isAlive()).as(run.said()).isTrue();
    return run;
  }

  /// All that it has said so far.
  String said() throws IOException {
    return Files.readString(said);
  }

  /// Writes a line to its standard input.
  void tell(String line) throws IOException {
    var input = process.outputWriter(UTF_8);
    input.write(line);
    input.newLine();
    input.flush();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /// SIGTERM. By the handle, which leaves us its standard input.
  void terminate() {
    process.toHandle().destroy();
  }

  /// Waits for its end.
  ///
  /// @return its exit status
  int status() throws InterruptedException {
    assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    return process.exitValue();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
