package dev.tributary.cli;

import dev.tributary.ingestion.pipeline.Scoring;
import dev.tributary.scoring.ScoreTree;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Parameters;

/// The first parameter of the commands that use a fitted score, be it the one that products are
/// scored by.
final class ConfiguredScorer {
  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "SCORER.json",
      description =
          "What `tributary score fit` has written (default: what the setting score.scorer names).")
  private @Nullable String file;

  Optional<String> file() {
    return Optional.ofNullable(file);
  }

  /// Where it is.
  ///
  /// @throws UsageException if neither the line nor the settings say so
  Path path(Configuration configuration) {
    return file()
        .map(Path::of)
        .or(() -> configuration.settings().get(Scoring.SCORER))
        .orElseThrow(
            () ->
                new UsageException(
                    "expected SCORER.json, what `tributary score fit` has written, here or in the"
                        + " setting "
                        + Scoring.SCORER.name()));
  }

  ScoreTree read(Configuration configuration) throws IOException {
    return ScorerFile.read(path(configuration).toString());
  }
}
