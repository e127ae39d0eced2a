package dev.tributary.cli;

import dev.tributary.ingestion.pipeline.Stage;
import dev.tributary.spi.Suggestion;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import picocli.CommandLine.Option;

/// Which applications of the pipeline a process leaves to others.
final class WithoutOption {
  private static final String ALL = "all";

  @Option(
      names = "--without",
      paramLabel = "NAME",
      split = ",",
      description =
          "Do not run these applications of the pipeline (all: none of them): other processes do,"
              + " by `tributary run NAME` or `tributary up`.")
  private List<String> without = List.of();

  /// Their names.
  ///
  /// @param all the applications that there are
  /// @throws UsageException if one is not known
  Set<String> names(List<Stage> all) {
    var known = all.stream().map(Stage::name).toList();
    var names = new TreeSet<String>();
    for (var name : without) {
      if (name.equals(ALL)) {
        names.addAll(known);
      } else if (known.contains(name)) {
        names.add(name);
      } else {
        throw new UsageException(
            "expected --without to name applications of the pipeline (%s) or all, got: \"%s\"%s"
                .formatted(String.join(", ", known), name, Suggestion.didYouMean(name, known)));
      }
    }
    return names;
  }
}
