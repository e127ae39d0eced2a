package dev.tributary.cli;

import dev.tributary.ingestion.rules.Rule;
import dev.tributary.ingestion.rules.Rules;
import java.util.Comparator;
import java.util.Locale;

/// The page about rules (docs/rules.md), made of their declarations.
final class RulesReference {
  private static final String HEAD =
      """
      # Rules

      <!-- Written by ./tributary rules --markdown > docs/rules.md -->

      What is expected of what providers send. `./tributary rules [CODE]` lists them, too. A `provider.yaml` may say another severity
      (`severities`), but for those that are *always* errors: what breaks them cannot be read any further. Rules that begin with `provider.` are a provider's own, raised by
      its stylesheet, and warnings unless it says otherwise.

      | code | severity | what is expected | where that is laid down |
      |---|---|---|---|
      """;

  private RulesReference() {}

  /// The page, in Markdown.
  static String page() {
    var page = new StringBuilder(HEAD);
    Rules.all().stream()
        .sorted(Comparator.comparing(Rule::code))
        .forEach(rule -> page.append(row(rule)).append('\n'));
    return page.toString();
  }

  private static String row(Rule rule) {
    return "| `%s` | %s | %s | %s |"
        .formatted(
            rule.code(),
            severity(rule) + (rule.fixed() ? ", always" : ""),
            cell(rule.statement()),
            cell(rule.source()));
  }

  /// As a `provider.yaml` has it.
  static String severity(Rule rule) {
    return rule.severity().name().toLowerCase(Locale.ROOT);
  }

  private static String cell(String text) {
    return text.replace("|", "\\|").replace("<", "\\<");
  }
}
