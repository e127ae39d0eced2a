package dev.tributary.cli;

import dev.tributary.scoring.Grid;
import dev.tributary.scoring.Values;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `tributary score grid`: how two attributes together make the score.
@Command(
    name = "grid",
    description = {
      "Prints the scores of 50 × 50 objects that differ in two attributes, as CSV or as a drawing.",
      "The two run from the least to the most that a reference has of them."
    },
    mixinStandardHelpOptions = true)
final class ScoreGridCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private ScorerParameter scorer;

  @Option(
      names = "--x",
      required = true,
      paramLabel = "NAME",
      description = "The attribute that differs from left to right.")
  private String x = "";

  @Option(
      names = "--y",
      required = true,
      paramLabel = "NAME",
      description = "The attribute that differs from bottom to top.")
  private String y = "";

  @Option(
      names = "--at",
      defaultValue = "{}",
      paramLabel = "JSON",
      description = "The values of all other attributes, by name.")
  private String at = "{}";

  @Option(names = "--svg", description = "Print a drawing (SVG) instead of CSV.")
  private boolean svg;

  @Override
  public Integer call() throws IOException {
    var tree = scorer.read();
    var grid = Grid.of(tree, x, y, Values.some(tree.attributes(), "--at", at));
    spec.commandLine().getOut().print(svg ? grid.svg() : grid.csv());
    spec.commandLine().getOut().flush();
    return 0;
  }
}
