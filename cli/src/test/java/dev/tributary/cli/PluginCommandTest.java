package dev.tributary.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.Plugins;
import dev.tributary.SettingsException;
import dev.tributary.spi.Command;
import dev.tributary.spi.Command.Option;
import dev.tributary.spi.Plugin;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PluginCommandTest {
  private static final String NOTING = "plugins=" + NotingPlugin.class.getName();

  @TempDir private Path folder;

  @Test
  void aCommandGetsItsOptionsItsArgumentsAndTheSettings() {
    var line = Line.run("note", "one", "two", "three", "--sign", "Ada", "--loud", "--set", NOTING);
    assertThat(line.status()).as(line.messages()).isZero();
    assertThat(line.out()).isEqualTo("HELLO ONE TWO THREE, Ada");

    assertThat(Line.run("note", "one", "--set", NOTING, "--set", "noting.word=bye").out())
        .isEqualTo("bye one");
  }

  @Test
  void aPluginMayBeNamedInTheFileOfSettings() throws Exception {
    var file =
        Files.writeString(
            folder.resolve("tributary.yaml"),
            "plugins: [%s]\nnoting.word: hi\n".formatted(NotingPlugin.class.getName()));

    assertThat(Line.run("note", "one", "--config", file.toString()).out()).isEqualTo("hi one");
  }

  @Test
  void itsHelpIsGenerated() {
    var line = Line.run("note", "--help", "--set", NOTING);

    assertThat(line.status()).isZero();
    assertThat(line.out())
        .isEqualToNormalizingWhitespace( // lines are as wide as the terminal
            """
            Usage: tributary note [-hV] [--loud] [--config=FILE] [--data=DIR] [--sign=NAME]
                                  [--set=NAME=VALUE]... FIRST [MORE...]
            Notes words, 100% of them.
                  FIRST              A word.
                  [MORE...]          More words.
                  --config=FILE      A YAML file of settings (default: tributary.yaml, if
                                       there is one).
                  --data=DIR         Where the catalogue lives (default: ./data, or what
                                       the setting data says).
              -h, --help             Show this help message and exit.
                  --loud             In capitals.
                  --set=NAME=VALUE   A setting for this once; may be repeated. `tributary
                                       settings` lists what there is.
                  --sign=NAME        Whose note it is.
              -V, --version          Print version information and exit.
            """);
  }

  @Test
  void theHelpListsCommandsOfPluginsUnderTheirOwnHeading() {
    var help = Line.run("--help", "--set", NOTING);

    assertThat(help.status()).as(help.messages()).isZero();
    assertThat(help.out())
        .containsSubsequence(
            "Commands:",
            "  products  ",
            "Commands of plugins:",
            "  db     ",
            "  note   Notes words, 100% of them.",
            "  notes  All about notes.",
            "Exit status:");
  }

  @Test
  void aGroupRunsTheCommandBelowIt() {
    assertThat(Line.run("notes", "count", "--set", NOTING).out().strip()).isEqualTo("0 notes");

    var alone = Line.run("db");
    assertThat(alone.status()).isEqualTo(Main.USAGE);
    assertThat(alone.messages())
        .startsWith("tributary: expected one of the commands of db")
        .contains("Usage: tributary db [-hV] COMMAND", "  status   ", "  migrate  ");
  }

  @Test
  void wrongUsageIsTold() {
    var refused = Line.run("note", "nothing", "--set", NOTING);
    assertThat(refused.status()).isEqualTo(Main.USAGE);
    assertThat(refused.messages().strip())
        .isEqualTo("tributary: expected something to note, got: \"nothing\"");

    assertThat(Line.run("note", "--set", NOTING).messages())
        .contains("Missing required parameter: 'FIRST'");
    assertThat(Line.run("note", "one", "--laud", "--set", NOTING).status()).isEqualTo(Main.USAGE);
    assertThat(Line.run("note", "one", "--set", NOTING, "--set", "noting.word=").messages().strip())
        .isEqualTo("tributary: expected noting.word to be a text, got: \"\" (--set)");
  }

  @Test
  void anUnknownCommandIsSuggested() {
    assertThat(Line.run("ingets", "x").messages().strip())
        .isEqualTo(
            "tributary: unknown command \"ingets\", did you mean ingest? (`tributary --help` lists"
                + " all)");
    assertThat(Line.run("noet", "--set", NOTING).messages()).contains("did you mean note?");
    assertThat(Line.run("note").messages()).contains("unknown command \"note\"");
  }

  @Test
  void aCommandThatIsThereAlreadyIsRefused() {
    var clashing = "plugins=" + ClashingPlugin.class.getName();
    var reason =
        "plugin clashing (dev.tributary.cli.ClashingPlugin) cannot bring the command"
            + " \"products\": there is a command of that name already";

    var unknown = Line.run("ingets", "--set", clashing);
    assertThat(unknown.status()).isEqualTo(Main.USAGE);
    assertThat(unknown.messages().strip()).isEqualTo("tributary: " + reason);

    var help = Line.run("--help", "--set", clashing);
    assertThat(help.out()).contains("  products  ");
    assertThat(help.messages().strip())
        .isEqualTo("tributary: the commands of plugins are not known: " + reason);
  }

  @Test
  void anOptionOfEveryCommandIsNotForThePluginToTake() {
    var taking =
        new Plugin() {
          @Override
          public String name() {
            return "taking";
          }

          @Override
          public List<Command> commands() {
            var taken = new Option("data", "DIR", "Another folder.");
            return List.of(Command.of("take", "Takes.", List.of(taken), List.of(), _ -> 0));
          }
        };

    assertThatThrownBy(() -> PluginCommands.of(Plugins.of(List.of(taking)), Set.of()))
        .isInstanceOf(SettingsException.class)
        .hasMessageStartingWith("plugin taking (")
        .hasMessageContaining("cannot bring the command \"take\": ")
        .hasMessageContaining("--data");
  }
}
