package dev.tributary.cli;

import dev.tributary.scoring.ScoreTree;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `tributary score score`: the score of each object, and the lowest and the highest that the
/// references allow it.
@Command(
    name = "score",
    description =
        "Prints the score of each object, and the lowest and the highest that the references allow it, as a line of JSON.",
    footer = {"", "Exit status: 2 if a line was no object; all others are answered."},
    mixinStandardHelpOptions = true)
final class ScoreScoreCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private DataOptions data;
  @Mixin private ScoreInputs inputs;

  @Override
  public Integer call() throws IOException {
    return inputs.answer(data.configuration(), ScoreTree::score, spec.commandLine());
  }
}
