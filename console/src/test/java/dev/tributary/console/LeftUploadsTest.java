package dev.tributary.console;

import static dev.tributary.console.TestConsole.SAMPLES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A start after a process that ended between its answer to an upload and the intake.
@Timeout(120)
class LeftUploadsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir private Path folder;

  @Test
  void whatWasLeftOfAnAttemptAtAMappingIsRemovedAtTheNextStart() throws Exception {
    var own = Files.createDirectories(folder.resolve("tried/7c0e"));
    Files.writeString(own.resolve(".upload.json"), "{\"who\":\"olga\"}");
    Files.writeString(own.resolve("a b.xml"), "<release/>");

    try (var _ = TestConsole.in(folder)) {
      assertThat(folder.resolve("tried")).isEmptyDirectory();
    }
  }

  @Test
  void whatWasUploadedIsTakenInAtTheNextStartAndFoundAtTheAddressThatWasTold() throws Exception {
    var own = Files.createDirectories(folder.resolve("uploads/7c0e"));
    Files.writeString(own.resolve(".upload.json"), "{\"provider\":\"acme\",\"who\":\"olga\"}");
    Files.copy(SAMPLES.resolve("09-ern-43-test-message.xml"), own.resolve("a b.xml"));

    try (var console = TestConsole.in(folder)) {
      await()
          .atMost(PATIENCE)
          .until(() -> console.json("/submissions/7c0e").at("/submission/taken").booleanValue());
      console.awaitTheEnd();

      var outcome = console.json("/submissions/7c0e");
      assertThat(outcome.at("/submission/who").stringValue()).isEqualTo("olga");
      assertThat(outcome.at("/submission/path").stringValue()).isEqualTo("a b.xml");
      assertThat(outcome.at("/deliveries/0/provider").stringValue()).isEqualTo("acme");
      await()
          .atMost(PATIENCE)
          .untilAsserted(() -> assertThat(folder.resolve("uploads")).isEmptyDirectory());
    }
  }
}
