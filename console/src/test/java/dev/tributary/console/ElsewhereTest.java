package dev.tributary.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tributary.Application;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// What the page says of applications that other processes run.
@Timeout(120)
class ElsewhereTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir private Path folder;

  @Test
  void ofWhatRunsElsewhereItIsNotSaidThatNothingIsInFlightOrThatAllIsWell() throws Exception {
    var mailer = Application.named("mailer").consumes("news", "#").callback(_ -> List.of()).build();
    try (var console = TestConsole.in(folder);
        var _ = console.elsewhere(mailer)) {
      await()
          .atMost(PATIENCE)
          .until(() -> unit(console.json("/map"), "mailer").path("consumers").intValue() > 0);

      assertThat(unit(console.json("/map"), "mailer").has("inFlight")).isFalse();
      assertThat(unit(console.json("/map"), "catalogue").path("inFlight").isInt()).isTrue();
      assertThat(console.look("/map").body()).containsOnlyOnce("– in flight");
      assertThat(console.json("/health").path("notes").toString())
          .contains("1 application runs elsewhere", "/health/ready");
    }
  }

  private static JsonNode unit(JsonNode map, String name) {
    return map.path("units")
        .valueStream()
        .filter(unit -> unit.path("name").stringValue().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + name + " in " + map));
  }
}
