package dev.tributary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.ingestion.json.Json;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Applications of the pipeline by themselves, and what is said when they, a broker or a database
/// are not there.
@Timeout(180)
final class PipelineApplicationsTest {
  private static final String ALBUM = "../samples/deliveries/01-ern-43-album";

  /// Nobody listens there.
  private static final String NOWHERE = "127.0.0.1:1";

  @TempDir private Path folder;

  @Test
  void oneThatUpIsWithoutRunsBesideIt() {
    try (var up = Running.start("up", "--data", data(), "--without", "transform");
        var transform = runTransform(up)) {
      var ingest = run("ingest", "--json", ALBUM);

      assertThat(ingest.status()).as(ingest.messages()).isZero();
      assertThat(Json.tree(ingest.out()).at("/deliveries/0/state").stringValue())
          .isEqualTo("LOADED");
      assertThat(transform.said()).contains("its results go to the exchange transform");
    }
  }

  private Running runTransform(Running up) {
    up.awaitSaying("Others may join");
    var transform = Running.start("run", "transform", "--data", data());
    transform.awaitSaying("transform runs: consumes");
    return transform;
  }

  @Test
  void anUnknownNameIsAnsweredWithThoseThatAreKnown() {
    var line = run("run", "transfrom");

    assertThat(line.status()).isEqualTo(Main.USAGE);
    assertThat(line.messages())
        .contains("got: \"transfrom\", did you mean transform?")
        .contains("unpack, transform, validate, catalogue, notify, acknowledge, quarantine")
        .contains("dead-letters, recovery, ledger");
    var without = run("up", "--port", "0", "--without", "transfrom");
    assertThat(without.status()).isEqualTo(Main.USAGE);
    assertThat(without.messages()).contains("got: \"transfrom\", did you mean transform?");
  }

  @Test
  void ingestAloneLeavesNothingToOthersWhoCannotCome() {
    var line = run("ingest", "--without", "transform", ALBUM);

    assertThat(line.status()).isEqualTo(Main.USAGE);
    assertThat(line.messages()).contains("nobody can run transform", "tributary up");
  }

  @Test
  void aBrokerThatIsNotThereIsNamed() {
    for (var command :
        List.of("up --port 0", "ingest " + ALBUM, "run transform", "pause transform")) {
      var line =
          run(
              (command + " --set transport=rabbitmq --set rabbitmq.uri=amqp://" + NOWHERE)
                  .split(" ", -1));

      assertThat(line.status()).as(command).isEqualTo(Main.INTERNAL);
      assertThat(line.messages()).as(command).contains(NOWHERE, "refused");
    }
  }

  @Test
  void aDatabaseServerThatIsNotThereIsNamed() {
    for (var command :
        List.of(
            "up --port 0",
            "products",
            "product x",
            "deliveries",
            "trail x",
            "failures",
            "run ledger")) {
      var line =
          run((command + " --set database.url=jdbc:postgresql://" + NOWHERE + "/x").split(" ", -1));

      assertThat(line.status()).as(command).isEqualTo(Main.INTERNAL);
      assertThat(line.messages()).as(command).contains(NOWHERE, "refused");
    }
  }

  private String data() {
    return folder.resolve("data").toString();
  }

  private Line run(String... arguments) {
    var line = new ArrayList<>(List.of(arguments));
    line.addAll(List.of("--data", data()));
    return Line.run(line.toArray(String[]::new));
  }
}
