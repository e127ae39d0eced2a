package dev.tributary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.Settings.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SettingsTest {
  private static final Setting<Duration> TIMEOUT =
      Setting.duration("http.timeout", "How long an answer may take.")
          .orElse(Duration.ofSeconds(30));
  private static final Setting<String> NAME = Setting.text("user.name", "Who asks.");
  private static final Setting<Secret> PASSWORD =
      Setting.secret("user.password", "What proves it.");
  private static final List<Setting<?>> DECLARED = List.of(TIMEOUT, NAME, PASSWORD);

  @TempDir private Path folder;

  @Test
  void whoChoosesNothingGetsTheDefault() {
    var settings = Settings.defaults(DECLARED);

    assertThat(settings.get(TIMEOUT)).isEqualTo(Duration.ofSeconds(30));
    assertThat(settings.given(TIMEOUT)).isEmpty();
    assertThat(settings.origin(TIMEOUT)).isEmpty();
    assertThat(settings.declared()).containsExactly(TIMEOUT, NAME, PASSWORD);
  }

  @Test
  void aLaterSourceOverrulesAnEarlierOne() {
    var settings =
        resolve(
            file(Map.of("http.timeout", "1s", "user.name", "file")),
            commandLine(Map.of("http.timeout", "2s")));

    assertThat(settings.get(TIMEOUT)).isEqualTo(Duration.ofSeconds(2));
    assertThat(settings.given(TIMEOUT)).contains("2s");
    assertThat(settings.origin(TIMEOUT)).contains("--set");
    assertThat(settings.get(NAME)).isEqualTo("file");
    assertThat(settings.origin(NAME)).contains("tributary.yaml");
  }

  @Test
  void aValueThatMustBeGivenAndIsNotIsAskedFor() {
    assertThatThrownBy(() -> Settings.defaults(DECLARED).get(NAME))
        .isInstanceOf(SettingsException.class)
        .hasMessage(
            "expected a value for the setting user.name (a text), found none; give it in"
                + " tributary.yaml, as TRIBUTARY_USER_NAME, or with --set user.name=…");
  }

  @Test
  void anUnknownNameIsRefusedWithASuggestion() {
    assertThatThrownBy(() -> resolve(file(Map.of("http.timout", "1s"))))
        .isInstanceOf(SettingsException.class)
        .hasMessage("unknown setting http.timout, did you mean http.timeout? (tributary.yaml)");
    assertThatThrownBy(() -> resolve(file(Map.of("colour", "blue"))))
        .isInstanceOf(SettingsException.class)
        .hasMessage("unknown setting colour (tributary.yaml)");
  }

  @Test
  void allThatIsWrongIsNamedAtOnce() {
    assertThatThrownBy(
            () ->
                resolve(
                    file(Map.of("http.timeout", "soon", "user.nam", "me")),
                    commandLine(Map.of("user.name", ""))))
        .isInstanceOf(SettingsException.class)
        .hasMessage(
            """
            expected http.timeout to be a duration such as 30s or 5m, got: "soon" (tributary.yaml)
            unknown setting user.nam, did you mean user.name? (tributary.yaml)
            expected user.name to be a text, got: "" (--set)\
            """);
  }

  @Test
  void theEnvironmentSetsWhatIsDeclaredAndNothingElseOfItMatters() {
    var settings =
        resolve(
            environment(
                Map.of("TRIBUTARY_HTTP_TIMEOUT", "3s", "PATH", "/bin", "HTTP_TIMEOUT", "9s")));

    assertThat(settings.get(TIMEOUT)).isEqualTo(Duration.ofSeconds(3));
    assertThat(settings.origin(TIMEOUT)).contains("the environment");
  }

  @Test
  void aVariableThatBeginsLikeOursAndSetsNothingIsRefused() {
    assertThatThrownBy(() -> resolve(environment(Map.of("TRIBUTARY_HTTP_TIMOUT", "3s"))))
        .isInstanceOf(SettingsException.class)
        .hasMessage(
            "unknown setting TRIBUTARY_HTTP_TIMOUT, did you mean TRIBUTARY_HTTP_TIMEOUT?"
                + " (the environment)");
  }

  @Test
  void variablesOfTheLauncherAreNoSettings() {
    var environment = Map.of("TRIBUTARY_JAVA_OPTS", "-Xmx1g", "TRIBUTARY_TEST_SEED", "1");

    assertThat(resolve(environment(environment)).given(TIMEOUT)).isEmpty();
  }

  @Test
  void aSecretComesFromTheFileThatIsNamed() throws IOException {
    var file = Files.writeString(folder.resolve("password"), "swordfish\n");

    var settings = resolve(file(Map.of("user.password.file", file.toString())));

    assertThat(settings.get(PASSWORD).reveal()).isEqualTo("swordfish");
    assertThat(settings.given(PASSWORD)).contains("(secret)");
  }

  @Test
  void theEnvironmentMayHoldASecretOrNameItsFile() throws IOException {
    var file = Files.writeString(folder.resolve("password"), "from the file");

    var named = resolve(environment(Map.of("TRIBUTARY_USER_PASSWORD_FILE", file.toString())));
    var held = resolve(environment(Map.of("TRIBUTARY_USER_PASSWORD", "swordfish")));

    assertThat(named.get(PASSWORD).reveal()).isEqualTo("from the file");
    assertThat(held.get(PASSWORD).reveal()).isEqualTo("swordfish");
  }

  @Test
  void aSecretWhereOthersCanReadItIsRefusedAndNotRepeated() {
    assertThatThrownBy(() -> resolve(commandLine(Map.of("user.password", "swordfish"))))
        .isInstanceOf(SettingsException.class)
        .hasMessage(
            "expected user.password not to be given where others can read it; put it into a file"
                + " and give user.password.file (--set)");
  }

  @Test
  void aFileThatCannotBeReadIsNamed() {
    var file = folder.resolve("missing").toString();

    assertThatThrownBy(() -> resolve(file(Map.of("user.password.file", file))))
        .isInstanceOf(SettingsException.class)
        .hasMessageStartingWith(
            "expected user.password.file to name a readable file, got: \"" + file + "\"");
  }

  @Test
  void onlySecretsComeFromFiles() {
    assertThatThrownBy(() -> resolve(file(Map.of("user.name.file", "name.txt"))))
        .isInstanceOf(SettingsException.class)
        .hasMessageStartingWith("unknown setting user.name.file");
  }

  @Test
  void anOptionalSecretIsNotShownEither() {
    var optional = Setting.secret("user.password", "What proves it.").optional();

    var settings =
        Settings.resolve(
            List.of(optional),
            List.of(environment(Map.of("TRIBUTARY_USER_PASSWORD", "swordfish"))));

    assertThat(settings.get(optional)).contains(Secret.of("swordfish"));
    assertThat(settings.given(optional)).contains("(secret)");
  }

  @Test
  void whoDidNotDeclareASettingDoesNotGetIt() {
    var undeclared = Setting.text("user.name", "Of somebody else.");

    assertThatThrownBy(() -> resolve(file(Map.of("user.name", "me"))).get(undeclared))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "expected the setting user.name to be declared; name it in settings() of whoever reads"
                + " it");
  }

  @Test
  void twoSettingsOfOneNameAreRefused() {
    var twin = Setting.text("user.name", "Of somebody else.");

    assertThatThrownBy(() -> Settings.defaults(List.of(NAME, twin)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the setting user.name is declared twice; give one of them another name");
    assertThat(Settings.defaults(List.of(NAME, NAME)).declared()).containsExactly(NAME);
  }

  @Test
  void twoSettingsThatOneVariableWouldSetAreRefused() {
    var dashed = Setting.text("user.first-name", "With a dash.");
    var dotted = Setting.text("user.first.name", "With a dot.");

    assertThatThrownBy(() -> Settings.defaults(List.of(dashed, dotted)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "the settings user.first-name and user.first.name share the variable"
                + " TRIBUTARY_USER_FIRST_NAME; give one of them another name");
  }

  @Test
  void theVariableThatNamesTheFileOfASecretIsItsOwn() {
    var file = Setting.text("user.password-file", "Of somebody else.");

    assertThatThrownBy(() -> Settings.defaults(List.of(file, PASSWORD)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "the settings user.password-file and user.password share the variable"
                + " TRIBUTARY_USER_PASSWORD_FILE; give one of them another name");
  }

  @Test
  void theNameOfASettingThatIsNoSecretMayGoOnWithFile() {
    var file = Setting.text("user.name-file", "Where names are.");
    var declared = List.<Setting<?>>of(file, NAME);
    var variables = Map.of("TRIBUTARY_USER_NAME_FILE", "names.txt");

    var settings = Settings.resolve(declared, List.of(Source.environment(variables, declared)));

    assertThat(settings.get(file)).isEqualTo("names.txt");
  }

  private static Settings resolve(Source... sources) {
    return Settings.resolve(DECLARED, List.of(sources));
  }

  private static Source file(Map<String, String> values) {
    return new Source("tributary.yaml", values, true);
  }

  private static Source commandLine(Map<String, String> values) {
    return new Source("--set", values, true);
  }

  private static Source environment(Map<String, String> variables) {
    return Source.environment(variables, DECLARED);
  }
}
