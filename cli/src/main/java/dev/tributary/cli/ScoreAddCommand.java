package dev.tributary.cli;

import dev.tributary.scoring.Attribute;
import dev.tributary.scoring.Explanation;
import dev.tributary.scoring.Reference;
import dev.tributary.scoring.ScoreFiles;
import dev.tributary.scoring.ScoreTree;
import dev.tributary.scoring.Values;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `tributary score add`: corrects the score of an object by making it a reference.
@Command(
    name = "add",
    description = {
      "Corrects a score: the object becomes a reference, and the score is fitted anew.",
      "If that contradicts other references, these are named, with the scores that would not; the"
          + " file stays as it is then."
    },
    mixinStandardHelpOptions = true)
final class ScoreAddCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private DataOptions data;
  @Mixin private ConfiguredScorer scorer;

  @Option(
      names = "--at",
      paramLabel = "JSON",
      description = "The object: an array of values, or an object of them by name.")
  private @Nullable String at;

  @Option(
      names = "--product",
      paramLabel = "KEY",
      description = "Instead: a product of the catalogue, as it is now; its key or any identifier.")
  private @Nullable String product;

  @Option(
      names = "--score",
      required = true,
      paramLabel = "N",
      description = "What it shall score.")
  private double score;

  @Option(names = "--name", paramLabel = "NAME", description = "What to call it.")
  private @Nullable String name;

  @Option(
      names = "--to",
      defaultValue = "",
      paramLabel = "SCORE",
      description = "Which of several scores it is for (default: the score of the whole).")
  private String to = "";

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Where to write the corrected score (default: where it is).")
  private @Nullable Path out;

  @Override
  public Integer call() throws IOException, InterruptedException {
    if ((at == null) == (product == null)) {
      throw new UsageException("expected either --at JSON or --product KEY: what is to score that");
    }
    var configuration = data.configuration();
    var before = scorer.path(configuration);
    var tree = ScorerFile.read(before.toString());
    var corrected = tree.with(to, reference(tree, configuration));
    var file = out == null ? before : out;
    ScorerFile.write(corrected, file);
    spec.commandLine().getOut().printf("%s: version %s%n", file, ScoreFiles.version(corrected));
    return 0;
  }

  private Reference reference(ScoreTree tree, Configuration configuration)
      throws InterruptedException {
    var attributes = tree.specification(to).attributes().stream().map(Attribute::name).toList();
    if (product == null) {
      var values = Values.of(attributes, "--at", 0, String.valueOf(at));
      return new Reference(
          Optional.ofNullable(name), Arrays.stream(values).boxed().toList(), score);
    }
    var judged = ProductScores.one(configuration, product);
    var known = new HashMap<>(judged.attributes());
    addParts(ProductScores.scorer(tree).explain(judged), known);
    return new Reference(
        Optional.of(name == null ? judged.key() : name),
        attributes.stream().map(each -> Objects.requireNonNull(known.get(each))).toList(),
        score);
  }

  /// What its scores are that are attributes of others.
  private static void addParts(Explanation explanation, Map<String, Double> known) {
    explanation
        .parts()
        .forEach(
            (part, explained) -> {
              known.put(part, explained.score());
              addParts(explained, known);
            });
  }
}
