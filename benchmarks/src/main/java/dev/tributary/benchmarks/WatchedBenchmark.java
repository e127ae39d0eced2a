package dev.tributary.benchmarks;

import dev.tributary.ingestion.generate.DeliveryGenerator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What it costs the pipeline that somebody watches it: the same deliveries without the operator's
/// page, and with two of its pages followed in browsers. Every run is a process of its own.
public final class WatchedBenchmark {
  private static final String HEAP = "-Xmx512m";

  private WatchedBenchmark() {}

  /// Prints a line for each run, and the ratio of the medians.
  ///
  /// @param arguments how many deliveries (2000), how many rounds (3)
  public static void main(String[] arguments) throws IOException, InterruptedException {
    var deliveries = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 2_000;
    var rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 3;
    var work = Files.createTempDirectory(Path.of("").toAbsolutePath(), "watched-benchmark-");
    try {
      var input = work.resolve("in");
      var _ = DeliveryGenerator.withSeed(1).write(input, deliveries);
      var alone = new ArrayList<Double>();
      var watched = new ArrayList<Double>();
      for (var round = 1; round <= rounds; round++) {
        alone.add(run(round, input, work.resolve("alone-" + round)));
        watched.add(run(round, input, work.resolve("watched-" + round), WholePipeline.WATCHED));
      }
      System.out.printf(
          Locale.ROOT,
          "%d deliveries, medians: %.1f/s alone, %.1f/s watched; ratio %.2f%n",
          deliveries,
          Medians.of(alone),
          Medians.of(watched),
          Medians.of(watched) / Medians.of(alone));
    } finally {
      Fork.delete(work);
    }
  }

  private static double run(int round, Path input, Path data, String... more)
      throws IOException, InterruptedException {
    var arguments = new ArrayList<>(List.of(input.toString(), data.toString()));
    arguments.addAll(List.of(more));
    var words = Fork.run(WholePipeline.class, HEAP, arguments.toArray(String[]::new));
    var perSecond = Double.parseDouble(words.get(0));
    System.out.printf(
        Locale.ROOT,
        "round %d, %-8s %7.1f deliveries/s%s%n",
        round,
        more.length == 0 ? "alone" : "watched",
        perSecond,
        more.length == 0
            ? ""
            : ", %s updates of the map, at most %s ms apart".formatted(words.get(2), words.get(3)));
    return perSecond;
  }
}
