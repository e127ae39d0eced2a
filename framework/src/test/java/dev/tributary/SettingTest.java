package dev.tributary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SettingTest {
  private static final String DESCRIPTION = "What it is for.";

  @Test
  void aTextIsTakenAsItIs() {
    assertThat(Setting.text("a.text", DESCRIPTION).parse(" two words ")).isEqualTo(" two words ");
  }

  @Test
  void anEmptyTextIsNone() {
    assertRefused(
        Setting.text("a.text", DESCRIPTION), " ", "expected a.text to be a text, got: \" \"");
  }

  @ParameterizedTest
  @CsvSource({"42, 42", "' -7 ', -7", "+1, 1"})
  void anIntegerIsRead(String text, int value) {
    assertThat(Setting.integer("a.number", DESCRIPTION).parse(text)).isEqualTo(value);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ten", "", "1.5", "1_000", "99999999999"})
  void whatIsNoIntegerIsRefused(String text) {
    assertRefused(
        Setting.integer("a.number", DESCRIPTION),
        text,
        "expected a.number to be an integer, got: \"" + text + "\"");
  }

  @ParameterizedTest
  @CsvSource({"true, true", "YES, true", "on, true", "' no ', false", "False, false", "off, false"})
  void aFlagIsRead(String text, boolean value) {
    assertThat(Setting.flag("a.flag", DESCRIPTION).parse(text)).isEqualTo(value);
  }

  @ParameterizedTest
  @ValueSource(strings = {"maybe", "1", ""})
  void whatIsNoFlagIsRefused(String text) {
    assertRefused(
        Setting.flag("a.flag", DESCRIPTION),
        text,
        "expected a.flag to be true or false, got: \"" + text + "\"");
  }

  @ParameterizedTest
  @CsvSource({
    "250ms, PT0.25S",
    "30s, PT30S",
    "30 S, PT30S",
    "5m, PT5M",
    "5min, PT5M",
    "2h, PT2H",
    "7d, PT168H",
    "PT1H30M, PT1H30M",
    "0s, PT0S"
  })
  void aDurationIsRead(String text, Duration value) {
    assertThat(Setting.duration("a.duration", DESCRIPTION).parse(text)).isEqualTo(value);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"30", "soon", "5 fortnights", "PT-5S", "-5s", "99999999999999999999s", ""})
  void whatIsNoDurationIsRefused(String text) {
    assertRefused(
        Setting.duration("a.duration", DESCRIPTION),
        text,
        "expected a.duration to be a duration such as 30s or 5m, got: \"" + text + "\"");
  }

  @ParameterizedTest
  @CsvSource({
    "65536, 65536",
    "64KiB, 65536",
    "64 kib, 65536",
    "1 MB, 1000000",
    "1MiB, 1048576",
    "2 GB, 2000000000",
    "1 GiB, 1073741824",
    "5 kB, 5000",
    "7 b, 7"
  })
  void aNumberOfBytesIsRead(String text, long value) {
    assertThat(Setting.bytes("a.size", DESCRIPTION).parse(text)).isEqualTo(value);
  }

  @ParameterizedTest
  @ValueSource(strings = {"much", "-1", "1 TB", "9999999999999 GiB", ""})
  void whatIsNoNumberOfBytesIsRefused(String text) {
    assertRefused(
        Setting.bytes("a.size", DESCRIPTION),
        text,
        "expected a.size to be a number of bytes such as 64 KiB, got: \"" + text + "\"");
  }

  @Test
  void aPathIsRead() {
    assertThat(Setting.path("a.path", DESCRIPTION).parse("data/in"))
        .isEqualTo(Path.of("data", "in"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a\0b"})
  void whatIsNoPathIsRefused(String text) {
    assertRefused(
        Setting.path("a.path", DESCRIPTION),
        text,
        "expected a.path to be a path, got: \"" + text + "\"");
  }

  @Test
  void aUriIsRead() {
    assertThat(Setting.uri("a.uri", DESCRIPTION).parse("https://example.org/api"))
        .isEqualTo(URI.create("https://example.org/api"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"example.org", "not a uri", ""})
  void whatIsNoAbsoluteUriIsRefused(String text) {
    assertRefused(
        Setting.uri("a.uri", DESCRIPTION),
        text,
        "expected a.uri to be a URI such as https://example.org/api, got: \"" + text + "\"");
  }

  private enum Greeting {
    HELLO,
    GOOD_BYE
  }

  @ParameterizedTest
  @CsvSource({"hello, HELLO", "good-bye, GOOD_BYE", "' Good-Bye ', GOOD_BYE"})
  void aChoiceIsRead(String text, Greeting value) {
    assertThat(Setting.choice("a.choice", Greeting.class, DESCRIPTION).parse(text))
        .isEqualTo(value);
  }

  @Test
  void whatIsNotAmongTheChoicesIsRefusedWithThem() {
    assertRefused(
        Setting.choice("a.choice", Greeting.class, DESCRIPTION),
        "ahoy",
        "expected a.choice to be one of hello, good-bye, got: \"ahoy\"");
  }

  @Test
  void aListIsSeparatedByCommas() {
    var setting = Setting.list("a.list", DESCRIPTION);

    assertThat(setting.parse("one, two,,three ")).containsExactly("one", "two", "three");
    assertThat(setting.parse("")).isEmpty();
  }

  @Test
  void aSecretIsStrippedAndNotShown() {
    var setting = Setting.secret("a.secret", DESCRIPTION);

    assertThat(setting.isSecret()).isTrue();
    assertThat(setting.parse("swordfish\n")).isEqualTo(Secret.of("swordfish"));
    assertThat(setting.parse("swordfish").reveal()).isEqualTo("swordfish");
    assertThat(setting.parse("swordfish")).hasToString("(secret)");
  }

  @Test
  void aSecretThatIsNoneIsNotShownEither() {
    var setting =
        Setting.secret("a.secret", DESCRIPTION)
            .where(secret -> secret.reveal().length() > 12, "a long secret");

    assertRefused(
        setting, "swordfish", "expected a.secret to be a long secret, got: something else");
  }

  @Test
  void aConditionSaysWhatIsExpected() {
    var setting =
        Setting.integer("amqp.prefetch", DESCRIPTION)
            .where(number -> number > 0, "a positive integer");

    assertThat(setting.parse("1")).isEqualTo(1);
    assertThat(setting.expected()).isEqualTo("a positive integer");
    assertRefused(setting, "0", "expected amqp.prefetch to be a positive integer, got: \"0\"");
    assertRefused(setting, "ten", "expected amqp.prefetch to be a positive integer, got: \"ten\"");
  }

  @Test
  void anOptionalSettingNeedNotHaveAValue() {
    var setting = Setting.duration("a.duration", DESCRIPTION).optional();

    assertThat(setting.fallback()).contains(Optional.empty());
    assertThat(setting.parse("1s")).contains(Duration.ofSeconds(1));
    assertRefused(
        setting, "soon", "expected a.duration to be a duration such as 30s or 5m, got: \"soon\"");
  }

  @Test
  void aSettingWithoutADefaultMustHaveAValue() {
    assertThat(Setting.text("a.text", DESCRIPTION).fallback()).isEmpty();
    assertThat(Setting.text("a.text", DESCRIPTION).orElse("one").fallback()).contains("one");
  }

  @Test
  void theVariableOfTheEnvironmentFollowsFromTheName() {
    assertThat(Setting.text("http.time-out", DESCRIPTION).variable())
        .isEqualTo("TRIBUTARY_HTTP_TIME_OUT");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Http", "http.", ".http", "http timeout", "1st"})
  void aNameThatIsNoneIsRefused(String name) {
    assertThatThrownBy(() -> Setting.text(name, DESCRIPTION))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expected a setting's name like \"http.timeout\", got: \"" + name + "\"");
  }

  @Test
  void aChoiceAmongTheConstantsOfAnyEnum() {
    var setting = Setting.choice("unit", TimeUnit.class, DESCRIPTION).orElse(TimeUnit.DAYS);

    assertThat(List.of(setting.parse("seconds"), setting.fallback().orElseThrow()))
        .containsExactly(TimeUnit.SECONDS, TimeUnit.DAYS);
  }

  private static void assertRefused(Setting<?> setting, String text, String message) {
    assertThatThrownBy(() -> setting.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }
}
