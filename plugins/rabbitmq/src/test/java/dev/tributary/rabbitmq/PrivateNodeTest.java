package dev.tributary.rabbitmq;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tributary.testing.JavaProcess;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(180)
final class PrivateNodeTest {
  @Test
  void aNodeEndsAndLeavesNothingWhenTheJvmThatStartedItIsKilled() throws Exception {
    var process =
        JavaProcess.of(PrivateNodeTest.class, RabbitNode.programs().toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (var lines = process.inputReader(UTF_8)) {
      var uri = URI.create(lines.readLine());
      var folder = Path.of(lines.readLine());
      var node = ProcessHandle.of(Long.parseLong(lines.readLine())).orElseThrow();
      assertThat(RabbitNode.isListening(uri)).isTrue();

      process.toHandle().destroyForcibly();

      await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> !node.isAlive() && Files.notExists(folder));
      assertThat(RabbitNode.isListening(uri)).isFalse();
    }
  }

  /// Starts a node, says where it is, and waits to be killed.
  public static void main(String... arguments) throws Exception {
    var node = PrivateNode.start(Path.of(arguments[0]));
    System.out.println(node.uri());
    System.out.println(node.folder());
    System.out.println(Files.readString(node.folder().resolve("pid")).strip());
    new CountDownLatch(1).await();
  }
}
