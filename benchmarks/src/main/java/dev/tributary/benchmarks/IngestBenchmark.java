package dev.tributary.benchmarks;

import dev.tributary.ingestion.generate.DeliveryGenerator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/// Generated ERN deliveries through the whole pipeline, beside the bare limit: one loop that reads,
/// transforms by the same stylesheet and writes by the same SQL, without queues, rules, events or a
/// content store. Every run is a process of its own with the same heap, and begins with nothing.
public final class IngestBenchmark {
  private static final String HEAP = "-Xmx512m";

  private IngestBenchmark() {}

  /// Prints a table of all runs and the ratio of the medians.
  ///
  /// @param arguments how many deliveries (2000), how many rounds (3)
  public static void main(String[] arguments) throws IOException, InterruptedException {
    var deliveries = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 2_000;
    var rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 3;
    var work = Files.createTempDirectory(Path.of("").toAbsolutePath(), "ingest-benchmark-");
    try {
      var input = work.resolve("in");
      var generated = DeliveryGenerator.withSeed(1).write(input, deliveries);
      var bytes = 0L;
      for (var file : generated.files()) {
        bytes += Files.size(file);
      }
      System.out.printf(
          Locale.ROOT,
          "%d deliveries of %.1f KB, %s, %d processors, Java %s%n",
          deliveries,
          bytes / 1024.0 / deliveries,
          HEAP,
          Runtime.getRuntime().availableProcessors(),
          Runtime.version());
      var bare = new ArrayList<Result>();
      var whole = new ArrayList<Result>();
      for (var round = 1; round <= rounds; round++) {
        bare.add(run(BareLoop.class, input, work.resolve("bare-" + round), round));
        whole.add(run(WholePipeline.class, input, work.resolve("whole-" + round), round));
      }
      print("bare limit", median(bare));
      print("pipeline", median(whole));
      System.out.printf(
          Locale.ROOT,
          "ratio of the medians: %.2f%n",
          median(whole).perSecond() / median(bare).perSecond());
    } finally {
      Fork.delete(work);
    }
  }

  /// What one run printed.
  private record Result(double perSecond, long peakMegabytes) {}

  private static Result run(Class<?> main, Path input, Path data, int round)
      throws IOException, InterruptedException {
    var words = Fork.run(main, HEAP, input.toString(), data.toString());
    var result = new Result(Double.parseDouble(words.get(0)), Long.parseLong(words.get(1)));
    print("round " + round + " " + main.getSimpleName(), result);
    return result;
  }

  private static void print(String name, Result result) {
    System.out.printf(
        Locale.ROOT,
        "%-24s %7.1f deliveries/s, peak %4d MB resident%n",
        name,
        result.perSecond(),
        result.peakMegabytes());
  }

  private static Result median(List<Result> results) {
    return results.stream()
        .sorted(Comparator.comparingDouble(Result::perSecond))
        .toList()
        .get(results.size() / 2);
  }
}
