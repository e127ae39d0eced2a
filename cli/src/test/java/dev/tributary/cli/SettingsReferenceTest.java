package dev.tributary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.Plugins;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class SettingsReferenceTest {
  @Test
  void thePageSaysWhatIsDeclared() throws Exception {
    var installed = Plugins.find(SettingsReferenceTest.class.getClassLoader(), List.of());

    assertThat(Files.readString(Path.of("..", "docs", "settings.md")))
        .as("write it anew: ./tributary settings --markdown > docs/settings.md")
        .isEqualTo(SettingsReference.of(installed));
  }

  @Test
  void aTableTellsEverythingAboutASetting() {
    var page = SettingsReference.of(Plugins.of(List.of(new NotingPlugin())));

    assertThat(page)
        .contains("### Plugin noting")
        .contains(
            "| `noting.pause` | a duration such as 30s or 5m | `90s` | `TRIBUTARY_NOTING_PAUSE` |"
                + " Between notes. |")
        .contains(
            "| `noting.token.file` | a file with a secret | none | `TRIBUTARY_NOTING_TOKEN_FILE` |"
                + " What opens the book. |");
  }
}
