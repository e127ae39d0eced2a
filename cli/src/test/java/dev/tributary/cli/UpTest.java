package dev.tributary.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tributary.ingestion.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// `tributary up`: its inbox, and an `ingest` beside it.
@Timeout(180)
class UpTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Path SAMPLES = Path.of("..", "samples", "deliveries");

  @TempDir private Path folder;

  @Test
  void whatIsPutIntoTheInboxIsTakenInOnceAlsoAfterARestart() throws Exception {
    var inbox = Files.createDirectories(folder.resolve("inbox"));
    try (var up = Running.start("up", "--data", data(), "--inbox", inbox.toString())) {
      up.awaitSaying("Taking in what is put into " + inbox);
      copy("broken/empty.xml", inbox.resolve("first.xml"));
      up.awaitSaying("took in " + inbox.resolve("first.xml"));
    }
    assertThat(inbox.resolve("first.xml")).exists();

    try (var again = Running.start("up", "--data", data(), "--inbox", inbox.toString())) {
      again.awaitSaying("Taking in what is put into " + inbox);
      copy("broken/not-xml.xml", inbox.resolve("second.xml"));
      again.awaitSaying("took in " + inbox.resolve("second.xml"));
      await().atMost(PATIENCE).until(() -> states().equals(List.of("REJECTED", "REJECTED")));

      assertThat(again.said()).doesNotContain("first.xml");
    }
  }

  @Test
  void ingestJoinsOneThatIsUp() {
    try (var up = Running.start("up", "--data", data())) {
      up.awaitSaying("Others may join");

      var album = SAMPLES.resolve("01-ern-43-album").toString();
      var line = Line.run("ingest", "--data", data(), "--json", album);

      assertThat(line.status()).as(line.messages()).isZero();
      assertThat(Json.tree(line.out()).at("/deliveries/0/state").stringValue()).isEqualTo("LOADED");
      assertThat(line.messages()).doesNotContain("waiting for the data folder");
      assertThat(states()).containsExactly("LOADED");
    }
  }

  @Test
  void anApplicationBesideItHearsWhatThePipelineTells() throws Exception {
    var heard = folder.resolve("heard");
    var source =
        Files.writeString(
            folder.resolve("Listener.java"),
            """
            import dev.tributary.*;
            import java.nio.file.*;
            import java.util.List;

            public class Listener implements Service {
              public Application application(Settings settings) {
                return Application.named("listener")
                    .consumes("notify", "#")
                    .callback(
                        message -> {
                          Files.writeString(Path.of("HEARD"), message.routingKey());
                          return List.of();
                        })
                    .build();
              }
            }
            """
                .replace("HEARD", heard.toString()));
    try (var up = Running.start("up", "--data", data())) {
      up.awaitSaying("Others may join");
      try (var listener = Running.start("run", "--data", data(), source.toString())) {
        listener.awaitSaying("listener runs for a trial: consumes notify (#)");

        var album = SAMPLES.resolve("01-ern-43-album").toString();
        assertThat(Line.run("ingest", "--data", data(), album).status()).isZero();

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(heard).isNotEmptyFile());
      }
    }
  }

  private String data() {
    return folder.resolve("data").toString();
  }

  /// Of all deliveries, the newest first.
  private List<String> states() {
    var listing = Json.tree(Line.run("deliveries", "--json", "--data", data()).out());
    return elements(listing.path("deliveries"))
        .map(delivery -> delivery.path("state").stringValue(""))
        .toList();
  }

  private static Stream<JsonNode> elements(JsonNode array) {
    return array.values().stream();
  }

  /// As an upload does it: under another name first.
  private static void copy(String sample, Path target) throws IOException {
    var hidden = target.resolveSibling("." + target.getFileName());
    Files.copy(SAMPLES.resolve(sample), hidden);
    Files.move(hidden, target);
  }
}
