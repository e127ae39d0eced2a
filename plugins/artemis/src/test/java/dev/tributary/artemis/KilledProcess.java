package dev.tributary.artemis;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tributary.Binding;
import dev.tributary.spi.Transport.Lifetime;
import dev.tributary.testing.JavaProcess;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/// A process that runs until it is killed.
final class KilledProcess implements AutoCloseable {
  private final Process process;

  private KilledProcess(Process process) {
    this.process = process;
  }

  /// What the process does before it says that it is ready.
  enum Task {
    /// Runs a broker that can be joined.
    BROKER,
    /// Joins the broker, declares the temporary queue `trial`, and receives a delivery from the
    /// queue `app`.
    CLIENT
  }

  /// Starts a process, and returns once it is ready.
  static KilledProcess start(Task task, Path folder) throws IOException {
    var process =
        JavaProcess.of(KilledProcess.class, task.name(), folder.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    var out = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
    if (!task.name().equals(out.readLine())) {
      process.destroyForcibly();
      throw new IllegalStateException("the process ended before it was ready");
    }
    return new KilledProcess(process);
  }

  /// `kill -9`.
  void kill() {
    process.destroyForcibly().onExit().join();
  }

  @Override
  public void close() {
    kill();
  }

  public static void main(String[] arguments) throws Exception {
    var task = Task.valueOf(arguments[0]);
    var folder = Path.of(arguments[1]);
    switch (task) {
      case BROKER -> EmbeddedBroker.listening(folder, 0);
      case CLIENT -> {
        var transport = ArtemisTransport.join(folder);
        transport.declare("trial", List.of(new Binding("trials", "#")), Lifetime.TEMPORARY);
        transport.consumer("app", 1).receive();
      }
    }
    System.out.println(task);
    new CountDownLatch(1).await();
  }
}
