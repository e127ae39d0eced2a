package dev.tributary.cli;

import dev.tributary.database.DatabasePlugin;
import dev.tributary.ingestion.matching.Decision;
import dev.tributary.ingestion.matching.Matches;
import dev.tributary.ingestion.matching.Parties;
import dev.tributary.ingestion.pipeline.PipelineDatabases;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.jdbi.v3.core.Handle;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `tributary match KEY OTHER`: says whether two products are the same.
@Command(
    name = "match",
    description = {
      "Says of two products that `tributary matches` lists, or of two names of parties, whether they"
          + " are the same.",
      "It is written down, with who said so and why; the products stay as they are."
    },
    mixinStandardHelpOptions = true)
final class MatchCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private DataOptions data;

  @Parameters(index = "0", paramLabel = "KEY", description = "The key of a product.")
  private String key = "";

  @Parameters(index = "1", paramLabel = "OTHER", description = "The key of the other one.")
  private String other = "";

  @Option(
      names = "--parties",
      description = "KEY and OTHER are names that `tributary matches --parties` lists.")
  private boolean parties;

  @ArgGroup(multiplicity = "1")
  private Verdict verdict = new Verdict();

  @Option(names = "--why", paramLabel = "TEXT", required = true, description = "The reason.")
  private String why = "";

  private static final class Verdict {
    @Option(names = "--same", description = "They are the same.", required = true)
    private boolean same;

    @Option(names = "--different", description = "They are not.", required = true)
    private boolean different;
  }

  @Override
  public Integer call() throws InterruptedException {
    var settings = data.configuration().settings();
    if (!DatabasePlugin.exists(settings, PipelineDatabases.MATCHING)) {
      throw unknown();
    }
    var decision =
        new Decision(verdict.same && !verdict.different, why, ActOptions.who(), Instant.now());
    try (var matching = DatabasePlugin.open(settings, PipelineDatabases.MATCHING)) {
      if (!matching.read(this::isProposed)) {
        throw unknown();
      }
      matching.write(
          transaction -> {
            decide(transaction, decision);
            return key;
          });
    }
    spec.commandLine()
        .getOut()
        .printf("%s and %s: %s%n", key, other, MatchesCommand.word(decision));
    return 0;
  }

  private boolean isProposed(Handle handle) {
    return parties
        ? Parties.isProposed(handle, key, other)
        : Matches.find(handle, key, other).isPresent();
  }

  private void decide(Handle transaction, Decision decision) {
    if (parties) {
      Parties.decide(transaction, key, other, decision);
    } else {
      Matches.decide(transaction, key, other, decision);
    }
  }

  private UsageException unknown() {
    return new UsageException(
        "expected %s that may be the same, got: %s and %s; `tributary matches --all%s` lists them"
            .formatted(
                parties ? "two names" : "the keys of two products",
                key,
                other,
                parties ? " --parties" : ""));
  }
}
