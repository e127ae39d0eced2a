package dev.tributary.cli;

import dev.tributary.ingestion.json.Json;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `tributary score attributes`: what products can be judged by.
@Command(
    name = "attributes",
    description =
        "Prints what the products of the catalogue can be judged by, each as a line of JSON.",
    mixinStandardHelpOptions = true)
final class ScoreAttributesCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private DataOptions data;
  @Mixin private ProductScores products;

  @Parameters(
      arity = "0..1",
      paramLabel = "KEY",
      description = "Of this product only: its key, or any identifier of it.")
  private @Nullable String key;

  @Override
  public Integer call() throws InterruptedException {
    var out = spec.commandLine().getOut();
    products.forEach(data.configuration(), key, product -> out.println(Json.text(product)));
    return 0;
  }
}
