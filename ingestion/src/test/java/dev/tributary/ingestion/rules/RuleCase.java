package dev.tributary.ingestion.rules;

import java.util.function.Consumer;

/// A change to a document that breaks no rule.
///
/// @param rule the code of the rule that the case is about
/// @param value what the violation reports as found
record RuleCase(String rule, String name, String value, Consumer<Sample> change) {

  /// The document as it is.
  static RuleCase none(String rule, String name) {
    return new RuleCase(rule, name, "", _ -> {});
  }

  @Override
  public String toString() {
    return rule + ": " + name;
  }
}
