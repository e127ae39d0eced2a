package dev.tributary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.ingestion.json.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsCommandTest {
  private static final String NOTING = "plugins=" + NotingPlugin.class.getName();

  @TempDir private Path folder;
  private Path file = Path.of("");

  @BeforeEach
  void makeFile() {
    file = folder.resolve("tributary.yaml");
  }

  @Test
  void everySettingIsListedWithItsValueAndWhereItWasGiven() throws Exception {
    Files.writeString(file, "noting.pause: 5m\n");

    var line =
        Line.run(
            "settings", "--set", NOTING, "--set", "noting.word=hi", "--config", file.toString());

    assertThat(line.status()).as(line.messages()).isZero();
    assertThat(line.out().lines())
        .map(row -> Stream.of(row.split("  +", -1)).limit(4).toList())
        .contains(
            List.of("NAME", "VALUE", "FROM", "EXPECTED"),
            List.of("data", "data", "default", "a path"),
            List.of("concurrency", "-", "default", "a positive integer"),
            List.of("noting.word", "hi", "--set", "a text"),
            List.of("noting.colours", "blue,black", "default", "texts separated by commas"),
            List.of("noting.pause", "5m", file + ", line 1", "a duration such as 30s or 5m"));
  }

  @Test
  void scriptsGetJson() {
    var line = Line.run("settings", "--json", "--set", NOTING, "--data", "elsewhere");

    assertThat(line.status()).as(line.messages()).isZero();
    assertThat(Json.tree(line.out()).path("settings"))
        .contains(
            Json.tree(
                """
                {"name": "noting.folder", "value": "elsewhere/notes", "origin": "below data",
                 "expected": "a path", "variable": "TRIBUTARY_NOTING_FOLDER",
                 "description": "Where it is noted."}\
                """),
            Json.tree(
                """
                {"name": "noting.pause", "value": "90s", "origin": "default",
                 "expected": "a duration such as 30s or 5m", "variable": "TRIBUTARY_NOTING_PAUSE",
                 "description": "Between notes."}\
                """),
            Json.tree(
                """
                {"name": "noting.token", "origin": "default", "expected": "a secret",
                 "variable": "TRIBUTARY_NOTING_TOKEN", "description": "What opens the book."}\
                """));
  }

  @Test
  void secretsAreNotShown() throws Exception {
    Files.writeString(folder.resolve("token"), "sesame");
    Files.writeString(file, "noting.token.file: token\n");

    for (var form : List.of("--json", "--markdown", "--set=noting.word=hi")) {
      var line = Line.run("settings", form, "--set", NOTING, "--config", file.toString());

      assertThat(line.status()).as(line.messages()).isZero();
      assertThat(line.out()).contains("noting.token").doesNotContain("sesame");
    }
    assertThat(Line.run("settings", "--set", NOTING, "--config", file.toString()).out())
        .contains("(secret)");
  }

  @Test
  void whatIsWrongIsWrongUsageForEveryCommand() {
    for (var command : List.of("settings", "plugins", "products", "deliveries")) {
      var line = Line.run(command, "--set", "provders=providers", "--set", "concurrency=many");

      assertThat(line.status()).isEqualTo(Main.USAGE);
      assertThat(line.messages().lines())
          .containsExactly(
              "tributary: unknown setting provders, did you mean providers? (--set)",
              "tributary: expected concurrency to be a positive integer, got: \"many\" (--set)");
    }
  }

  @Test
  void listingsTakeSettingsOfPluginsAndRefuseWhatIsNone() throws Exception {
    Files.writeString(
        file, "plugins: %s\nnoting.word: hi\n".formatted(NotingPlugin.class.getName()));
    assertThat(Line.run("products", "--config", file.toString()).messages())
        .isEqualTo(
            "tributary: no catalogue in data yet; fill it with: tributary ingest PATH --data data"
                + System.lineSeparator());

    Files.writeString(
        file, "plugins: %s\nnoting.wrod: hi\n".formatted(NotingPlugin.class.getName()));
    assertThat(Line.run("products", "--config", file.toString()).messages())
        .isEqualTo(
            "tributary: unknown setting noting.wrod, did you mean noting.word? (%s, line 2)%n"
                .formatted(file));
  }

  @Test
  void theDataFolderMayStandInTheFile() throws Exception {
    Files.writeString(file, "data: catalogues/main\n");

    assertThat(Line.run("products", "--config", file.toString()).messages())
        .contains("no catalogue in " + folder.resolve("catalogues/main"));
  }
}
