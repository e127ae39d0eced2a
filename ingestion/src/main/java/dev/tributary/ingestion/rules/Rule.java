package dev.tributary.ingestion.rules;

import dev.tributary.ingestion.model.Violation.Severity;

/// Something that we expect of what a provider sends.
///
/// @param code `group.name`, such as `identifier.check-digit`
/// @param severity of a violation, where the provider's settings say nothing else
/// @param statement what is expected and why, in one sentence
/// @param source where that is laid down: a standard and its section, or a decision of ours
/// @param fixed true where the severity is not for a provider's settings to choose, because what
///   breaks the rule cannot be read any further
public record Rule(String code, Severity severity, String statement, String source, boolean fixed) {

  static Rule refusal(String code, String statement, String source) {
    return new Rule(code, Severity.ERROR, statement, source, true);
  }

  static Rule error(String code, String statement, String source) {
    return new Rule(code, Severity.ERROR, statement, source, false);
  }

  static Rule warning(String code, String statement, String source) {
    return new Rule(code, Severity.WARNING, statement, source, false);
  }

  static Rule info(String code, String statement, String source) {
    return new Rule(code, Severity.INFO, statement, source, false);
  }
}
