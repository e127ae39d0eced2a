package dev.tributary.cli;

import dev.tributary.scoring.ScoreTree;
import java.io.IOException;
import picocli.CommandLine.Parameters;

/// The first parameter of the commands that use a fitted score: its file.
final class ScorerParameter {
  @Parameters(
      index = "0",
      paramLabel = "SCORER.json",
      description = "What `tributary score fit` has written.")
  private String file = "";

  ScoreTree read() throws IOException {
    return ScorerFile.read(file);
  }
}
