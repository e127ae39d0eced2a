package dev.tributary.cli.filter;

import java.util.List;

/// What became of a line.
sealed interface Ending {
  /// Worked on; there may be no result.
  ///
  /// @param lines the results as they are written, without line ends
  /// @param dropped how many results a postprocessor dropped
  record Worked(List<byte[]> lines, int dropped) implements Ending {}

  /// Ended on purpose by the application.
  record Aborted() implements Ending {}

  /// Not a line that could be worked on, or the application failed at it for good.
  record Bad(String reason) implements Ending {}

  /// From here on the input cannot be read.
  record Unreadable(String reason) implements Ending {}

  /// How many bytes it keeps in memory.
  default long size() {
    return this instanceof Worked(var lines, _)
        ? lines.stream().mapToLong(line -> line.length).sum()
        : 0;
  }
}
