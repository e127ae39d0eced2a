package dev.tributary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.ingestion.json.Json;
import org.junit.jupiter.api.Test;

class PluginsCommandTest {
  private static final String NOTING = "plugins=" + NotingPlugin.class.getName();
  private static final String SICK = "noting.well=no";

  @Test
  void everyPluginIsListedWithWhatItBrings() {
    var line = Line.run("plugins", "--set", NOTING);

    assertThat(line.status()).as(line.messages()).isZero();
    assertThat(line.out().lines())
        .map(row -> row.replaceAll("  +", "  "))
        .contains(
            "NAME  COMMANDS  CLASS  SETTINGS",
            "noting  note notes  dev.tributary.cli.NotingPlugin  noting.word noting.folder"
                + " noting.colours noting.pause noting.token noting.well")
        .anyMatch(row -> row.startsWith("artemis  "))
        .anyMatch(row -> row.startsWith("database  db  "));
  }

  @Test
  void scriptsGetJson() {
    var plugins = Json.tree(Line.run("plugins", "--json", "--set", NOTING).out()).path("plugins");

    assertThat(plugins)
        .contains(
            Json.tree(
                """
                {"name": "noting", "className": "dev.tributary.cli.NotingPlugin",
                 "commands": ["note", "notes"],
                 "settings": ["noting.word", "noting.folder", "noting.colours", "noting.pause",
                              "noting.token", "noting.well"]}\
                """));
  }

  @Test
  void theirHealthIsAskedAbout() {
    assertThat(Line.run("plugins", "--set", NOTING).out()).doesNotContain("ink");

    var well = Line.run("plugins", "--health", "--set", NOTING);
    assertThat(well.status()).as(well.messages()).isZero();
    assertThat(well.out().lines())
        .map(row -> row.replaceAll("  +", "  "))
        .contains("HEALTH", "ink  well  there is some");

    var sick = Line.run("plugins", "--health", "--set", NOTING, "--set", SICK);
    assertThat(sick.status()).isEqualTo(Main.INTERNAL);
    assertThat(sick.out().lines())
        .map(row -> row.replaceAll("  +", "  "))
        .contains("ink  not well  there is none; buy some");
  }

  @Test
  void scriptsGetTheirHealthAsJson() {
    var line = Line.run("plugins", "--health", "--json", "--set", NOTING, "--set", SICK);

    assertThat(line.status()).isEqualTo(Main.INTERNAL);
    assertThat(Json.tree(line.out()).path("health"))
        .contains(
            Json.tree(
                """
                {"name": "ink", "healthy": false, "found": "there is none", "fix": "buy some"}\
                """));
  }

  @Test
  void aPluginThatCannotBeLoadedIsNamed() {
    var line = Line.run("plugins", "--set", "plugins=org.example.Nothing");

    assertThat(line.status()).isEqualTo(Main.USAGE);
    assertThat(line.messages())
        .startsWith("tributary: expected plugins to name classes on the class path")
        .contains("got: \"org.example.Nothing\"");
  }

  @Test
  void aPluginThatMissesASettingIsWrongUsage() {
    var demanding = "plugins=" + DemandingPlugin.class.getName();

    assertThat(Line.run("settings", "--set", demanding).out().lines())
        .map(row -> row.replaceAll("  +", "  "))
        .contains("demanding.key  -  has to be given  a text  What it cannot do without.");

    var line = Line.run("plugins", "--health", "--set", demanding);
    assertThat(line.status()).isEqualTo(Main.USAGE);
    assertThat(line.messages().strip())
        .isEqualTo(
            "tributary: plugin demanding does not start: expected a value for the setting"
                + " demanding.key (a text), found none; give it in tributary.yaml, as"
                + " TRIBUTARY_DEMANDING_KEY, or with --set demanding.key=…");
  }
}
