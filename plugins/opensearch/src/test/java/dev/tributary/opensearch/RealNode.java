package dev.tributary.opensearch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.tributary.UnavailableException;
import dev.tributary.testing.JavaProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;

/// A node of OpenSearch in a process of its own, on a port that it keeps when it is killed and
/// started again.
final class RealNode implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final Path folder;
  private final int port;
  private final Node client;
  private Process process;

  private RealNode(Path folder, int port) throws IOException {
    this.folder = folder;
    this.port = port;
    this.client = new Node(URI.create(url()), Optional.empty(), Duration.ofSeconds(10));
    this.process = begin();
  }

  /// Starts one, and waits until it answers. If it does not, the test is skipped, with what the
  /// node said.
  static RealNode start(Path folder) throws IOException, InterruptedException {
    int port;
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    var node = new RealNode(folder, port);
    if (!node.answersSoon()) {
      node.close();
      abort("SKIPPED: OpenSearch does not start on this machine: " + Files.readString(node.log()));
    }
    return node;
  }

  String url() {
    return "http://127.0.0.1:" + port;
  }

  /// Ends it as a failing machine would, with SIGKILL.
  void kill() {
    process.destroyForcibly().onExit().join();
  }

  /// Starts it again with what it had.
  void startAgain() throws IOException, InterruptedException {
    process = begin();
    assertThat(answersSoon()).as("OpenSearch starts again: %s", log()).isTrue();
  }

  JsonNode get(String path) throws InterruptedException {
    return Json.read(client.get(path).body());
  }

  private Process begin() throws IOException {
    return JavaProcess.of(
            List.of("-Xmx512m"),
            NodeProcess.class,
            List.of(folder.toString(), String.valueOf(port)))
        .redirectErrorStream(true)
        .redirectOutput(log().toFile())
        .start();
  }

  private Path log() {
    return folder.resolve("log");
  }

  private boolean answersSoon() throws InterruptedException {
    var end = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < end && process.isAlive()) {
      if (answers()) {
        return true;
      }
      var _ = process.waitFor(200, TimeUnit.MILLISECONDS);
    }
    return false;
  }

  private boolean answers() throws InterruptedException {
    try {
      return client.get("/_cluster/health?wait_for_status=yellow&timeout=5s").isGood();
    } catch (UnavailableException notYet) {
      return false;
    }
  }

  @Override
  public void close() {
    kill();
    client.close();
  }
}
