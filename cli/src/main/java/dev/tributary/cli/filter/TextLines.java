package dev.tributary.cli.filter;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.function.Predicate;

/// Reads the lines of some inputs, one after the other, for a command that answers each: gzip or
/// not, UTF-8, with no more than one line in memory. Empty lines are passed over.
public final class TextLines {
  private TextLines() {}

  /// What was read.
  public sealed interface Line {
    /// A line that can be worked on.
    ///
    /// @param input name of the file, or `stdin`
    /// @param number counted from 1 in each input
    record Text(String input, long number, String text) implements Line {}

    /// A line that cannot.
    ///
    /// @param problem what is wrong, and where
    record Bad(String problem) implements Line {}
  }

  /// Which of `inputs` cannot be read, and why; `-` is standard input.
  public static List<String> unusable(List<String> inputs) {
    return Inputs.unusable(inputs);
  }

  /// Reads until all inputs end, or `taker` has enough.
  ///
  /// @param taker tells whether to go on
  /// @throws IOException if an input cannot be read on; names it
  public static void read(List<String> inputs, InputStream stdin, Predicate<Line> taker)
      throws IOException {
    for (var name : inputs) {
      try (var in = Inputs.open(name, stdin)) {
        if (!read(Inputs.shown(name), in, taker)) {
          return;
        }
      } catch (IOException failure) {
        throw new IOException(Inputs.shown(name) + ": " + failure.getMessage(), failure);
      }
    }
  }

  private static boolean read(String input, InputStream in, Predicate<Line> taker)
      throws IOException {
    var lines = new LineReader(Inputs.decoded(in), FilterOptions.MAX_LINE_BYTES);
    while (lines.next()) {
      if (!Inputs.isBlank(lines.line()) && !taker.test(line(input, lines))) {
        return false;
      }
    }
    return true;
  }

  private static Line line(String input, LineReader lines) {
    var place = new Place(input, lines.number());
    if (lines.isTooLong()) {
      return new Line.Bad(
          "%s: expected a line of at most %d bytes, got %d"
              .formatted(place, FilterOptions.MAX_LINE_BYTES, lines.length()));
    }
    return JsonText.isUtf8(lines.line())
        ? new Line.Text(input, lines.number(), new String(lines.line(), UTF_8))
        : new Line.Bad(place + ": expected UTF-8, got other bytes");
  }
}
