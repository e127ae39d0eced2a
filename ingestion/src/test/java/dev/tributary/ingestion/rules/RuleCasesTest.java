package dev.tributary.ingestion.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.ingestion.model.Violation;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What each rule objects to, and what it lets pass. A case is one change to a document that breaks
/// no rule.
class RuleCasesTest {

  private static final Instant NOW = Instant.parse("2026-01-31T00:00:00Z");

  /// Not about a document as such: they have tests of their own.
  private static final Set<String> ELSEWHERE =
      Set.of("message.more-violations", "package.undeclared-file");

  @Test
  void soundDocumentBreaksNoRule() {
    assertThat(check(_ -> {})).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("dev.tributary.ingestion.rules.BreakingCases#all")
  void isObjectedTo(RuleCase breaking) {
    var violations = check(breaking.change());

    var rule = Rules.find(breaking.rule()).orElseThrow();
    assertThat(violations)
        .filteredOn(violation -> violation.rule().equals(breaking.rule()))
        .hasSize(1)
        .first()
        .satisfies(
            violation -> {
              assertThat(violation.severity()).isEqualTo(rule.severity());
              assertThat(violation.value().orElse("")).isEqualTo(breaking.value());
              assertThat(violation.message()).startsWith("expected ").doesNotContain("%");
            });
  }

  @ParameterizedTest
  @MethodSource("dev.tributary.ingestion.rules.PassingCases#all")
  void isLetPass(RuleCase passing) {
    assertThat(check(passing.change()))
        .filteredOn(violation -> violation.rule().equals(passing.rule()))
        .isEmpty();
  }

  @Test
  void everyRuleThatIsCheckedHasACaseForEither() {
    var checked =
        Rules.all().stream()
            .filter(rule -> !RaisedRules.ALL.contains(rule))
            .map(Rule::code)
            .filter(code -> !ELSEWHERE.contains(code))
            .collect(Collectors.toSet());

    assertThat(BreakingCases.all().map(RuleCase::rule)).containsAll(checked);
    assertThat(PassingCases.all().map(RuleCase::rule)).containsAll(checked);
  }

  private static List<Violation> check(Consumer<Sample> change) {
    var sample = new Sample();
    change.accept(sample);
    return Rules.check(sample.build(), Severities.DEFAULT, NOW);
  }
}
