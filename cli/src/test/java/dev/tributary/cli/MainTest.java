package dev.tributary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.ingestion.json.Json;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

@Timeout(120)
final class MainTest {
  private static final String SAMPLES = "../samples/deliveries/";

  @TempDir private Path folder;
  private String out = "";
  private String messages = "";

  @Test
  void ingestSaysWhatBecameOfEachAndTheListingsAnswerFromIt() {
    assertThat(
            run(
                "ingest",
                "--json",
                "--set",
                "events=bodies",
                SAMPLES + "01-ern-43-album",
                SAMPLES + "broken/empty.xml"))
        .isZero();
    var report = Json.tree(out);
    assertThat(report.path("totals").path("received").intValue()).isEqualTo(2);
    assertThat(report.path("totals").path("loaded").intValue()).isEqualTo(1);
    assertThat(report.path("totals").path("rejected").intValue()).isEqualTo(1);
    assertThat(report.path("elapsedMillis").longValue()).isPositive();
    var album = report.path("deliveries").path(0);
    assertThat(album.path("state").stringValue()).isEqualTo("LOADED");
    assertThat(album.path("action").stringValue()).isEqualTo("upsert");
    assertThat(album.path("path").stringValue())
        .isEqualTo(SAMPLES + "01-ern-43-album/2990001000018.xml");
    assertThat(rules(report.path("deliveries").path(1))).containsExactly("container.empty");

    assertThat(run("products")).isZero();
    assertThat(out).contains("icpn:02990001000018", "LIVE", "Small Weather");
    assertThat(run("product", "2990001000018", "--json")).isZero();
    assertThat(Json.tree(out).path("currentDelivery")).isEqualTo(album.path("id"));
    assertThat(Json.tree(out).path("items").size()).isEqualTo(5);
    assertThat(run("deliveries", "--state", "rejected")).isZero();
    assertThat(out).contains("broken/empty.xml").doesNotContain("01-ern-43-album");
    assertThat(run("trail", "--bodies", album.path("id").stringValue())).isZero();
    assertThat(out)
        .contains("sent by intake", "└─ unpack completed", "   └─ transform completed")
        .contains("LOADED upsert", "sent by unpack", "\"Small Weather\"")
        .doesNotContain("not recorded");
    assertThat(run("trail", "2990001000018")).isEqualTo(Main.USAGE);
    assertThat(messages).contains("no trail of 2990001000018");
  }

  @Test
  void ingestSeesToTheEndOfWhatGoesOnWithTheFilesOfAnotherDelivery() throws Exception {
    var provider = Files.createDirectories(folder.resolve("providers/skerry"));
    Files.writeString(
        provider.resolve("provider.yaml"),
        "name: skerry\nsenders: [PADPIDA2099010102V]\nrequiresAssets: true\n");
    for (var file : List.of("2990001000025_01.wav", "2990001000025_cover.jpg")) {
      var parcel = folder.resolve("in").resolve(file + ".parcel");
      Files.createDirectories(parcel.resolve("resources"));
      for (var name : List.of("2990001000025.xml", "resources/" + file)) {
        Files.copy(Path.of(SAMPLES, "02-ern-382-single", name), parcel.resolve(name));
      }
    }

    var status =
        run(
            "ingest",
            "--json",
            "--set",
            "providers=" + folder.resolve("providers"),
            folder.resolve("in").toString());

    assertThat(status).as(messages).isZero();
    var totals = Json.tree(out).path("totals");
    assertThat(totals.path("received").intValue()).isEqualTo(2);
    assertThat(totals.path("loaded").intValue() + totals.path("superseded").intValue())
        .isEqualTo(2);
  }

  @Test
  void strictMakesARefusalAFailure() {
    assertThat(run("ingest", "--strict", SAMPLES + "broken/empty.xml")).isEqualTo(Main.REFUSED);
    assertThat(out).contains("REJECTED", "container.empty");
  }

  @Test
  void aPathThatIsNotThereIsWrongUsageAndNamesIt() {
    assertThat(run("ingest", "nowhere.xml")).isEqualTo(Main.USAGE);
    assertThat(messages).contains("nowhere.xml");
    assertThat(folder.resolve("data")).doesNotExist();
  }

  @Test
  void anUnknownCommandOrOptionIsWrongUsage() {
    assertThat(run("ingets", "x")).isEqualTo(Main.USAGE);
    assertThat(messages).contains("unknown command \"ingets\", did you mean ingest?");
    assertThat(run("products", "--jsn")).isEqualTo(Main.USAGE);
    assertThat(messages.lines())
        .containsExactly(
            "tributary: Unknown option: '--jsn'",
            "Possible solutions: --json",
            "`tributary products --help` explains");
  }

  @Test
  void withoutACommandThereIsTheHelp() {
    var line = Line.run();

    assertThat(line.status()).isEqualTo(Main.USAGE);
    assertThat(line.messages()).startsWith("tributary: expected a command").contains("ingest");
  }

  @Test
  void listingsWithoutACatalogueSayHowToFillOne() {
    assertThat(run("products")).isEqualTo(Main.USAGE);
    assertThat(messages).contains("tributary ingest");
  }

  @Test
  void aHeldDataFolderIsNamedWithItsHolder() throws Exception {
    var data = new DataFolder(folder.resolve("data"));
    try (var _ = data.hold("ingest", Duration.ZERO, new PrintWriter(new StringWriter()))) {
      assertThat(run("ingest", "--wait", "0", SAMPLES + "broken/empty.xml")).isEqualTo(Main.USAGE);
      assertThat(messages)
          .contains("held by `tributary ingest`, process " + ProcessHandle.current().pid());
    }
  }

  @Test
  void anUnknownSettingIsRefusedByName() throws Exception {
    var file = Files.writeString(folder.resolve("tributary.yaml"), "provders: here\n");

    assertThat(run("ingest", SAMPLES + "broken/empty.xml", "--config", file.toString()))
        .isEqualTo(Main.USAGE);
    assertThat(messages)
        .contains("unknown setting provders, did you mean providers? (" + file + ", line 1)");
  }

  @Test
  void theVersionIsTold() {
    for (var command : List.of(List.<String>of(), List.of("run"), List.of("db", "status"))) {
      var arguments = new ArrayList<>(command);
      arguments.add("--version");

      var line = Line.run(arguments.toArray(String[]::new));

      assertThat(line.status()).isZero();
      assertThat(line.out()).startsWith("tributary ").contains("Java " + Runtime.version());
    }
  }

  private int run(String... arguments) {
    var all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--data", folder.resolve("data").toString()));
    var line = Line.run(all.toArray(String[]::new));
    out = line.out();
    messages = line.messages();
    return line.status();
  }

  private static List<String> rules(JsonNode delivery) {
    var rules = new ArrayList<String>();
    delivery.path("violations").forEach(each -> rules.add(each.path("rule").stringValue()));
    return rules;
  }
}
