package dev.tributary.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.Setting;
import dev.tributary.Settings;
import dev.tributary.SettingsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class SourcesTest {
  private static final Setting<String> GREETING =
      Setting.text("hello.greeting", "How to greet.").orElse("Hello");

  @TempDir private Path folder;
  private Map<String, String> environment = Map.of();
  private List<Setting<?>> ofApplication = List.of();

  @Test
  void theLaterPlaceGoesBeforeTheEarlier() throws Exception {
    assertThat(settings().get(NotingPlugin.WORD)).isEqualTo("hello");

    write("noting: {word: file}");
    assertThat(settings().get(NotingPlugin.WORD)).isEqualTo("file");

    environment = Map.of("TRIBUTARY_NOTING_WORD", "environment");
    assertThat(settings().get(NotingPlugin.WORD)).isEqualTo("environment");

    assertThat(settings("--set", "noting.word=line").get(NotingPlugin.WORD)).isEqualTo("line");
    assertThat(
            settings("--set", "noting.word=line", "--set", "noting.word=last")
                .get(NotingPlugin.WORD))
        .isEqualTo("last");
  }

  @Test
  void theOptionDataGoesBeforeEverything() throws Exception {
    write("data: file");

    var settings = settings("--data", "option", "--set", "data=line");

    assertThat(settings.get(CoreSettings.DATA)).isEqualTo(Path.of("option"));
    assertThat(settings.origin(CoreSettings.DATA)).contains("--data");
  }

  @Test
  void aValueTellsItsLine() throws Exception {
    write("concurrency: 3", "noting:", "  word: hi");

    assertThat(settings().origin(NotingPlugin.WORD)).contains(file() + ", line 3");
  }

  @Test
  void valuesAreReadAsTheyAreWritten() throws Exception {
    write("noting.word: 0010", "noting:", "  colours: [red, 'light green']", "  well: off");

    var settings = settings();

    assertThat(settings.get(NotingPlugin.WORD)).isEqualTo("0010");
    assertThat(settings.get(NotingPlugin.COLOURS)).containsExactly("red", "light green");
    assertThat(settings.get(NotingPlugin.WELL)).isFalse();
  }

  @Test
  void pathsInTheFileCountFromItsFolder() throws Exception {
    Files.writeString(folder.resolve("token"), "sesame\n");
    write("data: here", "providers: /there", "noting: {token.file: token, word: token}");
    environment = Map.of("TRIBUTARY_NOTING_FOLDER", "notes");

    var settings = settings();

    assertThat(settings.get(CoreSettings.DATA)).isEqualTo(folder.resolve("here"));
    assertThat(settings.get(CoreSettings.PROVIDERS)).isEqualTo(Path.of("/there"));
    assertThat(settings.get(NotingPlugin.TOKEN).orElseThrow().reveal()).isEqualTo("sesame");
    assertThat(settings.get(NotingPlugin.WORD)).isEqualTo("token");
    assertThat(settings.get(NotingPlugin.FOLDER)).isEqualTo(Path.of("notes"));
  }

  @Test
  void defaultsInTheDataFolderFollowIt() {
    assertThat(settings().get(NotingPlugin.FOLDER)).isEqualTo(Path.of("data", "notes"));

    var settings = settings("--data", "elsewhere");

    assertThat(settings.get(NotingPlugin.FOLDER)).isEqualTo(Path.of("elsewhere", "notes"));
    assertThat(settings.get(CoreSettings.PROVIDERS)).isEqualTo(Path.of("providers"));
    assertThat(
            settings("--data", "elsewhere", "--set", "noting.folder=here").get(NotingPlugin.FOLDER))
        .isEqualTo(Path.of("here"));
  }

  @Test
  void allThatIsWrongIsToldAtOnce() throws Exception {
    write("provders: x", "concurrency: none", "noting: {token: sesame, word: }", "transport: [[]]");
    environment = Map.of("TRIBUTARY_NOTING_WEL", "yes", "TRIBUTARY_CONCURRENCY", "0");

    assertThatThrownBy(() -> settings("--set", "noting.token=sesame", "--set", "noting.pause=long"))
        .isInstanceOf(SettingsException.class)
        .hasMessage(
            """
            expected noting.word to have a value, found none; remove the line for its default (%1$s, line 3)
            expected transport to have a list of texts without commas (%1$s, line 4)
            unknown setting provders, did you mean providers? (%1$s, line 1)
            expected concurrency to be a positive integer, got: "none" (%1$s, line 2)
            unknown setting TRIBUTARY_NOTING_WEL, did you mean TRIBUTARY_NOTING_WELL? (the environment)
            expected concurrency to be a positive integer, got: "0" (the environment)
            expected noting.token not to be given where others can read it; put it into a file and give noting.token.file (--set)
            expected noting.pause to be a duration such as 30s or 5m, got: "long" (--set)\
            """
                .formatted(file()));
  }

  @Test
  void aSettingIsGivenOnceInTheFile() throws Exception {
    write("noting.word: one", "noting:", "  word: two", "data: a", "data: b");

    assertThatThrownBy(this::settings)
        .hasMessage(
            """
            expected noting.word once, found it twice (%1$s, line 1 and %1$s, line 3)
            expected data once, found it twice (%1$s, line 4 and %1$s, line 5)\
            """,
            file());
  }

  @Test
  void aFileThatIsNoYamlIsToldWithItsLine() throws Exception {
    write("data: x", "providers: {a");
    assertThatThrownBy(this::settings)
        .isInstanceOf(SettingsException.class)
        .hasMessageStartingWith("expected YAML, got: ")
        .hasMessageEndingWith("(%s, line 3)", file());

    Files.write(file(), new byte[] {'d', ':', ' ', (byte) 0xff});
    assertThatThrownBy(this::settings)
        .isInstanceOf(SettingsException.class)
        .hasMessageStartingWith("expected YAML, got: ")
        .hasMessageContaining(file().toString());

    write("- data");
    assertThatThrownBy(this::settings)
        .hasMessage("expected settings, `name: value` a line (%s, line 1)", file());

    write("? [a]", ": b");
    assertThatThrownBy(this::settings)
        .hasMessage("expected a setting's name before the colon (%s, line 1)", file());

    write("noting: &a", "  word: *a");
    assertThatThrownBy(this::settings)
        .hasMessage(
            "expected noting to have a value that does not contain itself (%s, line 1)", file());
  }

  @Test
  void anEmptyFileSaysNothing() throws Exception {
    write("# nothing", "");
    assertThat(settings().get(NotingPlugin.WORD)).isEqualTo("hello");

    write("\uFEFFnoting.word: marked");
    assertThat(settings().get(NotingPlugin.WORD)).isEqualTo("marked");
  }

  @Test
  void aFileThatIsNamedIsThere() {
    assertThatThrownBy(() -> options("--config", "nowhere.yaml").sources())
        .isInstanceOf(UsageException.class)
        .hasMessage("expected a settings file at nowhere.yaml, found none");
    assertThatThrownBy(() -> options("--config", folder.toString()).sources())
        .isInstanceOf(UsageException.class)
        .hasMessage("expected a settings file at " + folder + ", found none");
  }

  @Test
  void anOptionThatIsNoSettingAndValueIsWrongUsage() {
    for (var wrong : List.of("concurrency", "=3", "")) {
      assertThatThrownBy(() -> settings("--set", wrong))
          .isInstanceOf(UsageException.class)
          .hasMessage("expected --set NAME=VALUE, got: \"" + wrong + "\"");
    }
  }

  @Test
  void settingsOfApplicationsAreLookedAtByWhoRunsThem() throws Exception {
    write("applications:", "  hello: {greeting: Ahoy}", "  other: {what: ever}");
    assertThat(settings().declared()).doesNotContain(GREETING);

    ofApplication = List.of(GREETING);
    assertThat(settings().get(GREETING)).isEqualTo("Ahoy");

    write("applications:", "  hello: {greting: Ahoy}", "  helo: {greeting: Ahoy}");
    assertThatThrownBy(this::settings)
        .hasMessage(
            """
            unknown setting hello.greting, did you mean hello.greeting? (%1$s, line 2)
            unknown setting helo.greeting, did you mean hello.greeting? (%1$s, line 3)\
            """
                .formatted(file()));
  }

  @Test
  void oneThatStandsElsewhereIsRefusedWithAdvice() throws Exception {
    write("hello.greeting: Ahoy");

    assertThatThrownBy(this::settings)
        .hasMessage(
            """
            unknown setting hello.greeting (%s, line 1)
            if hello.greeting is a setting of an application, put it below `applications:`, where only who runs the application looks at it\
            """
                .formatted(file()));
  }

  @Test
  void variablesOfTheLauncherAreNoSettings() {
    environment =
        Map.of(
            "TRIBUTARY_CLASS_PATH", "x.jar",
            "TRIBUTARY_DEBUG", "1",
            "TRIBUTARY_LOG", "INFO",
            "TRIBUTARY_JAVA_OPTS", "-Xmx1g");

    assertThat(settings().origin(CoreSettings.DATA)).isEmpty();
  }

  @Test
  void pluginsAreNamedInAnyPlace() throws Exception {
    write("plugins: [a.B, c.D]", "nonsense: x");
    assertThat(sources().namedPlugins()).containsExactly("a.B", "c.D");

    environment = Map.of("TRIBUTARY_PLUGINS", "e.F");
    assertThat(sources().namedPlugins()).containsExactly("e.F");
    assertThat(sources("--set", "plugins=g.H, i.J").namedPlugins()).containsExactly("g.H", "i.J");
  }

  @Test
  void twoThatDeclareOneSettingAreRefused() {
    ofApplication = List.of(Setting.text("noting.word", "Another."));

    assertThatThrownBy(this::settings)
        .isInstanceOf(SettingsException.class)
        .hasMessage("the setting noting.word is declared twice; give one of them another name");
  }

  private Settings settings(String... line) {
    var installed = new ArrayList<>(CoreSettings.ALL);
    installed.addAll(new NotingPlugin().settings());
    return sources(line).resolve(new Declared(installed, ofApplication));
  }

  private Sources sources(String... line) {
    var options = new ArrayList<>(List.of(line));
    if (Files.exists(file())) {
      options.addAll(List.of("--config", file().toString()));
    }
    return options(options.toArray(String[]::new)).sources(environment);
  }

  private static DataOptions options(String... line) {
    return CommandLine.populateCommand(new DataOptions(), line);
  }

  private void write(String... lines) throws Exception {
    Files.write(file(), List.of(lines));
  }

  private Path file() {
    return folder.resolve("tributary.yaml");
  }
}
