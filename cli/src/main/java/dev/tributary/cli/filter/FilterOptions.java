package dev.tributary.cli.filter;

import java.util.List;
import java.util.Optional;

/// What the user of a filter asked for.
///
/// @param inputs names of files, in the order in which they are read; `-` is standard input
/// @param unordered whether results are written as they come, rather than in the order of the input
/// @param strict whether the first bad line is the last
/// @param messages whether whole messages are written, rather than bodies
/// @param routingKey of plain lines; otherwise one that the application consumes
/// @param verbose whether counts are told also if nothing was wrong
/// @param maxLineBytes how long a line may be, without its end
public record FilterOptions(
    List<String> inputs,
    boolean unordered,
    boolean strict,
    boolean messages,
    Optional<String> routingKey,
    boolean verbose,
    int maxLineBytes) {

  /// How long a line may be if nothing else is said.
  public static final int MAX_LINE_BYTES = 8 << 20;

  public FilterOptions {
    inputs = List.copyOf(inputs);
    if (inputs.isEmpty() || maxLineBytes < 1) {
      throw new IllegalArgumentException(
          "expected one input or more, and lines of 1 byte or more, got: %s, %d"
              .formatted(inputs, maxLineBytes));
    }
  }
}
