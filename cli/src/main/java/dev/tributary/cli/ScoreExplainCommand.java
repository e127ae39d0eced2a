package dev.tributary.cli;

import dev.tributary.scoring.ScoreTree;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `tributary score explain`: the score of each object, and the references that decide it,
/// attribute by attribute.
@Command(
    name = "explain",
    description =
        "Prints the score of each object, and the references that decide it, attribute by attribute, as a line of JSON.",
    footer = {"", "Exit status: 2 if a line was no object; all others are answered."},
    mixinStandardHelpOptions = true)
final class ScoreExplainCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private ScoreInputs inputs;

  @Override
  public Integer call() throws IOException {
    return inputs.answer(ScoreTree::explain, spec.commandLine());
  }
}
