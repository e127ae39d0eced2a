package dev.tributary.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/// What it takes to fit a score to its references, in a new process and once it has run for a
/// while, and to score one object; beside a loop over as many numbers.
public final class ScoreBenchmark {
  private static final String HEAP = "-Xmx256m";

  private ScoreBenchmark() {}

  /// Prints a line for each round, and the medians.
  ///
  /// @param arguments how many references (200), attributes (10) and rounds (5)
  public static void main(String[] arguments) throws IOException, InterruptedException {
    var references = arguments.length > 0 ? arguments[0] : "200";
    var attributes = arguments.length > 1 ? arguments[1] : "10";
    var rounds = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 5;
    System.out.printf(
        Locale.ROOT,
        "%s references of %s attributes, %s, %d processors, Java %s%n",
        references,
        attributes,
        HEAP,
        Runtime.getRuntime().availableProcessors(),
        Runtime.version());
    var results = new ArrayList<double[]>();
    for (var round = 1; round <= rounds; round++) {
      var words = Fork.run(ScoreRun.class, HEAP, references, attributes);
      results.add(words.stream().mapToDouble(Double::parseDouble).toArray());
      print("round " + round, results.getLast());
    }
    print(
        "median",
        IntStream.range(0, ScoreRun.FIGURES)
            .mapToDouble(figure -> median(results, figure))
            .toArray());
  }

  private static double median(List<double[]> results, int figure) {
    return results.stream()
        .mapToDouble(each -> each[figure])
        .sorted()
        .toArray()[results.size() / 2];
  }

  private static void print(String title, double[] figures) {
    System.out.printf(
        Locale.ROOT,
        "%-8s fit %5.0f ms at first, %5.0f ms later; score %5.1f us, bare loop %5.1f us%n",
        title,
        figures[0],
        figures[1],
        figures[2],
        figures[3]);
  }
}
