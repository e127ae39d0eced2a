package dev.tributary.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.tributary.artemis.EmbeddedBroker;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Who has the data folder, and whose broker is joined.
@Timeout(120)
final class DataFolderTest {
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final PrintWriter NOBODY = new PrintWriter(Writer.nullWriter());

  @TempDir private Path root;
  private DataFolder folder;

  @BeforeEach
  void name() {
    folder = new DataFolder(root.resolve("data"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"up", "run"})
  void theBrokerOfWhoeverStaysUpIsJoined(String command) throws Exception {
    try (var _ = folder.hold(command, Duration.ZERO, NOBODY);
        var _ = EmbeddedBroker.listening(folder.broker(), BrokerHost.ANY_PORT)) {
      assertThat(folder.holdUnlessJoinable("ingest", Duration.ZERO, NOBODY)).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"doctor", "send", "ingest"})
  void theBrokerOfWhoeverHasTheFolderForAWhileOnlyIsNot(String command) throws Exception {
    try (var _ = folder.hold(command, Duration.ZERO, NOBODY);
        var _ = EmbeddedBroker.listening(folder.broker(), BrokerHost.ANY_PORT)) {
      assertThatThrownBy(() -> folder.holdUnlessJoinable("run", Duration.ZERO, NOBODY))
          .isInstanceOf(UsageException.class)
          .hasMessageContaining("held by `tributary " + command + "`, process ")
          .hasMessageContaining("lets nobody join its broker as `tributary up` does");
    }
    folder.holdUnlessJoinable("run", Duration.ZERO, NOBODY).orElseThrow().close();
  }

  @Test
  void oneThatIsAboutToBeUpIsJoinedOnceItsBrokerListens() throws Exception {
    var said = new StringWriter();
    try (var _ = folder.hold("up", Duration.ZERO, NOBODY)) {
      var joining =
          new FutureTask<Optional<DataFolder.Hold>>(
              () -> folder.holdUnlessJoinable("ingest", PATIENCE, new PrintWriter(said)));
      Thread.startVirtualThread(joining);
      await().atMost(PATIENCE).until(() -> said.toString().contains("waiting for the data folder"));

      try (var _ = EmbeddedBroker.listening(folder.broker(), BrokerHost.ANY_PORT)) {
        assertThat(joining.get()).isEmpty();
      }
    }
  }
}
