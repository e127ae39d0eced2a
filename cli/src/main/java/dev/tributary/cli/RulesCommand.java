package dev.tributary.cli;

import dev.tributary.ingestion.json.Json;
import dev.tributary.ingestion.rules.Rule;
import dev.tributary.ingestion.rules.Rules;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `tributary rules`: what is expected of what providers send, and how serious it is to break it.
@Command(
    name = "rules",
    description = "Lists the rules by which deliveries are checked.",
    mixinStandardHelpOptions = true)
final class RulesCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private JsonOption json;

  @Parameters(
      paramLabel = "CODE",
      arity = "0..1",
      description = "Those whose code begins so, such as deal or identifier.check-digit.")
  private String beginning = "";

  @Option(
      names = "--markdown",
      description = "Print the reference instead, as docs/rules.md has it.")
  private boolean markdown;

  /// One rule; names as scripts rely on them.
  ///
  /// @param severity unless a provider's file says another
  /// @param adjustable whether a provider's file may
  private record Row(
      String code, String severity, boolean adjustable, String statement, String source) {

    static Row of(Rule rule) {
      return new Row(
          rule.code(),
          RulesReference.severity(rule),
          !rule.fixed(),
          rule.statement(),
          rule.source());
    }
  }

  private record Listing(List<Row> rules) {}

  @Override
  public Integer call() {
    var out = spec.commandLine().getOut();
    if (markdown) {
      out.print(RulesReference.page());
      out.flush();
      return 0;
    }
    var rules =
        Rules.all().stream()
            .filter(rule -> rule.code().startsWith(beginning))
            .sorted(Comparator.comparing(Rule::code))
            .toList();
    if (rules.isEmpty()) {
      throw new UsageException(
          "expected the beginning of a rule's code, got: \"%s\"; without one all are listed"
              .formatted(beginning));
    }
    if (json.isSet()) {
      out.println(Json.text(new Listing(rules.stream().map(Row::of).toList())));
    } else {
      table(rules).print(out);
    }
    return 0;
  }

  private static Table table(List<Rule> rules) {
    var table = new Table("CODE", "SEVERITY", "");
    for (var rule : rules) {
      var severity = RulesReference.severity(rule) + (rule.fixed() ? ", always" : "");
      table.add(rule.code(), severity, rule.statement());
    }
    return table;
  }
}
