package dev.tributary.cli;

import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine.Option;

/// How much of a listing is printed. Who reads asks for one more than that, so that it can be said
/// whether there is more.
final class LimitOption {
  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "At most this many, 1 or more (default: ${DEFAULT-VALUE}).")
  private int limit;

  /// The beginning of what there is.
  ///
  /// @param more whether that is not all
  record Page<T>(List<T> shown, boolean more) {}

  /// @param usual how many, if nothing is said
  LimitOption(int usual) {
    this.limit = usual;
  }

  /// How many are printed.
  ///
  /// @throws UsageException if none would be
  int get() {
    if (limit < 1) {
      throw new UsageException("expected --limit to be 1 or more, got: " + limit);
    }
    return limit;
  }

  /// How many are read.
  ///
  /// @throws UsageException if none would be printed
  int oneMore() {
    return Math.min(get(), Integer.MAX_VALUE - 1) + 1;
  }

  /// What is printed of `found`, which is [#oneMore] at most.
  <T> Page<T> page(List<T> found) {
    return new Page<>(found.subList(0, Math.min(get(), found.size())), found.size() > get());
  }

  /// Says so if `page` is not all.
  ///
  /// @param fewer how to ask for less, to end the sentence with
  void tellMore(Page<?> page, String fewer, PrintWriter out) {
    if (page.more()) {
      out.printf("… more than %d; --limit shows more%s%n", get(), fewer);
    }
  }
}
