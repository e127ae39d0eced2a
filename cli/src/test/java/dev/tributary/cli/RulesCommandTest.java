package dev.tributary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.ingestion.json.Json;
import dev.tributary.ingestion.rules.Rules;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class RulesCommandTest {
  @Test
  void everyRuleIsListedWithItsSeverityAndStatement() {
    var line = Line.run("rules");

    assertThat(line.status()).as(line.messages()).isZero();
    assertThat(line.out().lines()).hasSize(Rules.all().size() + 1);
    assertThat(line.out().lines().map(row -> row.replaceAll("  +", "  ")))
        .anyMatch(row -> row.startsWith("package.bomb  error, always  An archive unpacks to"))
        .anyMatch(row -> row.startsWith("artist.missing  warning  A product"));
  }

  @Test
  void thoseOfAGroupAreListed() {
    assertThat(Line.run("rules", "territory.").out().lines().skip(1))
        .isNotEmpty()
        .allMatch(row -> row.startsWith("territory."));
  }

  @Test
  void aCodeThatIsNoneIsRefused() {
    var line = Line.run("rules", "artists");

    assertThat(line.status()).isEqualTo(2);
    assertThat(line.messages())
        .contains("expected the beginning of a rule's code, got: \"artists\"");
  }

  @Test
  void scriptsGetJson() {
    var rules =
        Json.tree(Line.run("rules", "identifier.check-digit", "--json").out()).path("rules");

    assertThat(rules).hasSize(1);
    assertThat(rules.get(0).path("adjustable").booleanValue()).isTrue();
    assertThat(rules.get(0).path("severity").stringValue()).isIn("error", "warning", "info");
  }

  @Test
  void thePageSaysWhatIsDeclared() throws Exception {
    assertThat(Files.readString(Path.of("..", "docs", "rules.md")))
        .as("write it anew: ./tributary rules --markdown > docs/rules.md")
        .isEqualTo(Line.run("rules", "--markdown").out());
  }
}
