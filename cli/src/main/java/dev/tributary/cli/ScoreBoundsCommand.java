package dev.tributary.cli;

import dev.tributary.scoring.ScoreTree;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `tributary score bounds`: the lowest and the highest score that the references allow each
/// object.
@Command(
    name = "bounds",
    description =
        "Prints the lowest and the highest score that the references allow each object, as a line of JSON.",
    footer = {"", "Exit status: 2 if a line was no object; all others are answered."},
    mixinStandardHelpOptions = true)
final class ScoreBoundsCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private DataOptions data;
  @Mixin private ScoreInputs inputs;

  @Override
  public Integer call() throws IOException {
    return inputs.answer(data.configuration(), ScoreTree::bounds, spec.commandLine());
  }
}
