package dev.tributary.cli;

import dev.tributary.ingestion.json.Json;
import dev.tributary.scoring.ScoreTree;
import java.io.IOException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `tributary score explain`: the score of each object, or of a product, and the references that
/// decide it, attribute by attribute.
@Command(
    name = "explain",
    description =
        "Prints the score of each object, and the references that decide it, attribute by attribute, as a line of JSON.",
    footer = {"", "Exit status: 2 if a line was no object; all others are answered."},
    mixinStandardHelpOptions = true)
final class ScoreExplainCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private DataOptions data;
  @Mixin private ScoreInputs inputs;

  @Option(
      names = "--product",
      paramLabel = "KEY",
      description = "Of this product of the catalogue: its key, or any identifier of it.")
  private @Nullable String product;

  @Override
  public Integer call() throws IOException, InterruptedException {
    var configuration = data.configuration();
    if (product == null) {
      return inputs.answer(configuration, ScoreTree::explain, spec.commandLine());
    }
    var byScorer = ProductScores.scorer(inputs.scorer().read(configuration));
    var judged = ProductScores.one(configuration, product);
    spec.commandLine().getOut().println(Json.text(byScorer.explain(judged)));
    return 0;
  }
}
