package dev.tributary.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Locale;

/// A message of many products, taken apart and brought to the canonical form, beside a bare parse
/// of the same file. Every run is a process of its own with 256 MB of heap; both take turns.
///
/// @param name of the folder to work in
/// @param productBytes how large a product is, about
/// @param bare the program that parses only
record FormBenchmark(String name, long productBytes, Generator generator, Class<?> bare) {
  private static final String HEAP = "-Xmx256m";

  /// Writes messages of any size.
  interface Generator {
    Path write(Path file, int products) throws IOException;
  }

  /// Prints all runs and the ratio of the medians.
  ///
  /// @param arguments megabytes of the message (100), how many rounds (3)
  void run(String[] arguments) throws IOException, InterruptedException {
    var megabytes = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 100;
    var rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 3;
    var work = Files.createTempDirectory(Path.of("").toAbsolutePath(), name + "-benchmark-");
    try {
      var products = (int) ((long) megabytes * 1_000_000 / productBytes);
      var message = generator.write(work.resolve("message"), products);
      System.out.printf(
          Locale.ROOT,
          "%d products, %.1f MB, %s, %d processors, Java %s%n",
          products,
          Files.size(message) / 1e6,
          HEAP,
          Runtime.getRuntime().availableProcessors(),
          Runtime.version());
      var parsed = new ArrayList<Double>();
      var canonical = new ArrayList<Double>();
      for (var round = 1; round <= rounds; round++) {
        parsed.add(run(bare, message, work.resolve("bare-" + round), round));
        canonical.add(run(CanonicalForm.class, message, work.resolve("form-" + round), round));
      }
      System.out.printf(
          Locale.ROOT, "ratio of the medians: %.2f%n", Medians.of(canonical) / Medians.of(parsed));
    } finally {
      Fork.delete(work);
    }
  }

  private static double run(Class<?> main, Path message, Path data, int round)
      throws IOException, InterruptedException {
    var words = Fork.run(main, HEAP, message.toString(), data.toString());
    var rate = Double.parseDouble(words.get(0));
    System.out.printf(
        Locale.ROOT,
        "round %d %-16s %7.1f MB/s, peak %4d MB resident%n",
        round,
        main.getSimpleName(),
        rate,
        Long.parseLong(words.get(1)));
    return rate;
  }
}
