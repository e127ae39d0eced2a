package dev.tributary.cli;

import dev.tributary.scoring.Attribute;
import dev.tributary.scoring.Reference;
import dev.tributary.scoring.ScoreFiles;
import dev.tributary.scoring.Values;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
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

  @Mixin private ScorerParameter scorer;

  @Option(
      names = "--at",
      required = true,
      paramLabel = "JSON",
      description = "The object: an array of values, or an object of them by name.")
  private String at = "";

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
  public Integer call() throws IOException {
    var tree = scorer.read();
    var attributes = tree.specification(to).attributes().stream().map(Attribute::name).toList();
    var values = Arrays.stream(Values.of(attributes, "--at", 0, at)).boxed().toList();
    var corrected = tree.with(to, new Reference(Optional.ofNullable(name), values, score));
    var file = out == null ? scorer.path() : out;
    ScorerFile.write(corrected, file);
    spec.commandLine().getOut().printf("%s: version %s%n", file, ScoreFiles.version(corrected));
    return 0;
  }
}
