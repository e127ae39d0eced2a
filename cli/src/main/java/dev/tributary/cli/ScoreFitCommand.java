package dev.tributary.cli;

import dev.tributary.scoring.ScoreFiles;
import dev.tributary.scoring.ScoreTree;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `tributary score fit`: makes what scores of what an expert has written.
@Command(
    name = "fit",
    description = "Fits a score to its references.",
    mixinStandardHelpOptions = true)
final class ScoreFitCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "SPEC.json",
      description = "Attributes, range and references of a score, or of several; - for stdin.")
  private String specification = "";

  @Option(
      names = "--out",
      paramLabel = "SCORER.json",
      description = "Where to write what scores (default: standard output).")
  private @Nullable Path out;

  @Override
  public Integer call() throws IOException {
    var text = ScorerFile.text(specification);
    var tree = ScoreTree.fit(ScoreFiles.specifications(ScorerFile.shown(specification), text));
    if (out == null) {
      spec.commandLine().getOut().print(ScoreFiles.text(tree));
      spec.commandLine().getOut().flush();
      return 0;
    }
    ScorerFile.write(tree, out);
    spec.commandLine().getOut().printf("%s: version %s%n", out, ScoreFiles.version(tree));
    return 0;
  }
}
