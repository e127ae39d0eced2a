package dev.tributary.rabbitmq;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tributary.testing.JavaProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A process of the [LossAuditTest] and its own cable to the broker. As whatever keeps processes
/// running does, this starts it again when it has ended.
final class AuditStage implements AutoCloseable {
  /// 128 and the number of SIGTERM: it drained, and nothing else ended it.
  static final int TERMINATED = 143;

  private final String name;
  private final Path folder;
  private final Cable cable;
  private Process process;
  private boolean ready;
  private boolean ending;

  AuditStage(String name, Path folder, Cable cable) throws IOException {
    this.name = name;
    this.folder = folder;
    this.cable = cable;
    this.process = start();
  }

  Cable cable() {
    return cable;
  }

  private synchronized Process start() throws IOException {
    var log = folder.resolve(name + ".log").toFile();
    ready = false;
    process =
        JavaProcess.of(
                List.of("-XX:+UseSerialGC", "-Xmx128m"),
                AuditProcess.class,
                List.of(name, cable.uri(), folder.toString()))
            .redirectError(ProcessBuilder.Redirect.appendTo(log))
            .start();
    var started = process;
    Thread.ofVirtual().start(() -> watch(started));
    return started;
  }

  private void watch(Process started) {
    try (var lines = started.inputReader(UTF_8)) {
      for (var line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.equals(AuditProcess.READY)) {
          setReady();
        }
      }
      started.onExit().join();
      restart();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private synchronized void setReady() {
    ready = true;
  }

  private synchronized void restart() throws IOException {
    if (!ending) {
      process = start();
    }
  }

  /// Whether the application runs.
  synchronized boolean isReady() {
    return ready && process.isAlive();
  }

  /// SIGKILL. By the handle, which leaves us the process's output.
  synchronized void kill() {
    process.toHandle().destroyForcibly();
  }

  /// SIGTERM.
  synchronized void terminate() {
    process.toHandle().destroy();
  }

  /// Ends it for good, by SIGTERM.
  ///
  /// @return its exit code
  int end() throws InterruptedException {
    synchronized (this) {
      ending = true;
      process.toHandle().destroy();
    }
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      throw new AssertionError("expected " + name + " to end within a minute of SIGTERM");
    }
    return process.exitValue();
  }

  @Override
  public void close() throws IOException {
    synchronized (this) {
      ending = true;
      process.toHandle().destroyForcibly();
    }
    cable.close();
  }
}
