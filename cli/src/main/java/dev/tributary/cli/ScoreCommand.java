package dev.tributary.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `tributary score`: monotone scores from a few objects that an expert has scored.
@Command(
    name = "score",
    description = {
      "Scores objects by a few that an expert has scored. The score never falls when an attribute"
          + " gets better, and is exact on the references (docs/scoring.md).",
      "Objects are JSON, one a line: an array of values in the order of the attributes, or an object"
          + " of them by name."
    },
    subcommands = {
      ScoreFitCommand.class,
      ScoreScoreCommand.class,
      ScoreBoundsCommand.class,
      ScoreExplainCommand.class,
      ScoreGridCommand.class,
      ScoreAddCommand.class,
      ScoreAttributesCommand.class,
      ScoreProductsCommand.class,
      ScoreProvidersCommand.class
    },
    synopsisSubcommandLabel = "COMMAND",
    mixinStandardHelpOptions = true)
final class ScoreCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    throw new ParameterException(spec.commandLine(), "expected a command");
  }
}
