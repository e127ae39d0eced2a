package dev.tributary.ingestion.rules;

import dev.tributary.ingestion.model.Violation.Severity;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;

/// How serious each rule is for one provider. Immutable.
public final class Severities {

  /// Every rule as serious as it is by default.
  public static final Severities DEFAULT = new Severities(Map.of());

  /// How far a word may be from a rule's code for us to think that the rule was meant.
  private static final int SIMILAR = 4;

  private final Map<String, Optional<Severity>> chosen;

  private Severities(Map<String, Optional<Severity>> chosen) {
    this.chosen = Map.copyOf(chosen);
  }

  /// What a provider's file says under `severities`, by the code of the rule; an empty severity
  /// turns the rule off. Rules that it does not name keep their default.
  ///
  /// @throws IllegalArgumentException if there is no such rule, or if its severity is fixed
  public static Severities of(Map<String, Optional<Severity>> chosen) {
    chosen.keySet().forEach(Severities::requireAdjustable);
    return new Severities(chosen);
  }

  /// How serious it is to break the rule; empty if the rule is off.
  public Optional<Severity> of(Rule rule) {
    return of(rule.code(), rule.severity());
  }

  /// Likewise, where whoever found the violation says how serious it is by default.
  Optional<Severity> of(String code, Severity otherwise) {
    return chosen.getOrDefault(code, Optional.of(otherwise));
  }

  private static void requireAdjustable(String code) {
    var rule = Rules.find(code).orElseThrow(() -> unknown(code));
    if (rule.fixed()) {
      throw new IllegalArgumentException(
          "expected severities of rules that can be chosen, found %s, which is always an error;"
                  .formatted(code)
              + " what breaks it cannot be read, so leave it out");
    }
  }

  private static IllegalArgumentException unknown(String code) {
    var nearest =
        Rules.all().stream()
            .map(Rule::code)
            .min(Comparator.comparingInt(known -> distance(known, code)))
            .filter(known -> distance(known, code) <= SIMILAR);
    return new IllegalArgumentException(
        nearest
            .map(known -> "unknown rule %s, did you mean %s?".formatted(code, known))
            .orElseGet(
                () ->
                    "unknown rule %s; rules of the provider's own stylesheet begin with %s"
                        .formatted(code, Rules.PROVIDERS_OWN)));
  }

  /// How many characters have to be added, removed or replaced to make one of the other
  /// (Levenshtein).
  private static int distance(String one, String other) {
    var above = new int[other.length() + 1];
    Arrays.setAll(above, column -> column);
    for (var row = 1; row <= one.length(); row++) {
      var current = new int[other.length() + 1];
      current[0] = row;
      for (var column = 1; column <= other.length(); column++) {
        var replaced =
            above[column - 1] + (one.charAt(row - 1) == other.charAt(column - 1) ? 0 : 1);
        current[column] = Math.min(replaced, Math.min(above[column], current[column - 1]) + 1);
      }
      above = current;
    }
    return above[other.length()];
  }
}
