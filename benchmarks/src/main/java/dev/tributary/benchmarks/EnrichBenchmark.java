package dev.tributary.benchmarks;

import dev.tributary.benchmarks.EnrichRun.Way;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;

/// How many calls of a third party that answers after 200 ms are done a second with 1,000 in
/// flight: by applications that ask it through `ThirdParty`, beside a bare loop of the same HTTP
/// client on virtual threads. Server and measured side are processes of their own.
public final class EnrichBenchmark {
  private static final String HEAP = "-Xmx256m";

  private EnrichBenchmark() {}

  /// Prints a line for each run, and the medians.
  ///
  /// @param arguments how many calls (20,000) in each of how many rounds (3)
  public static void main(String[] arguments) throws IOException, InterruptedException {
    var calls = arguments.length > 0 ? arguments[0] : "20000";
    var rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 3;
    System.out.printf(
        Locale.ROOT,
        "%s calls, %d in flight, %s, %d processors, Java %s%n",
        calls,
        EnrichRun.IN_FLIGHT,
        HEAP,
        Runtime.getRuntime().availableProcessors(),
        Runtime.version());
    var work = Files.createTempDirectory(Path.of("").toAbsolutePath(), "enrich-benchmark-");
    try (var server = SlowServer.start()) {
      var results = new EnumMap<Way, List<Double>>(Way.class);
      for (var round = 1; round <= rounds; round++) {
        for (var way : Way.values()) {
          var folder = work.resolve(way + "-" + round).toString();
          var port = Integer.toString(server.port());
          var words = Fork.run(EnrichRun.class, HEAP, way.name(), calls, port, folder);
          results
              .computeIfAbsent(way, _ -> new ArrayList<>())
              .add(Double.parseDouble(words.getFirst()));
          System.out.printf(
              Locale.ROOT, "round %d, %-12s %s calls/s%n", round, way, words.getFirst());
        }
      }
      var bare = Medians.of(results.getOrDefault(Way.BARE, List.of()));
      results.forEach(
          (way, figures) ->
              System.out.printf(
                  Locale.ROOT,
                  "median %-12s %.0f calls/s, %.2f of bare%n",
                  way,
                  Medians.of(figures),
                  Medians.of(figures) / bare));
    } finally {
      Fork.delete(work);
    }
  }
}
