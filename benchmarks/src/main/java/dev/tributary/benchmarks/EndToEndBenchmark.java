package dev.tributary.benchmarks;

import dev.tributary.ingestion.generate.DeliveryGenerator;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// How long it takes from a file that is there to its products in the catalogue, at ten deliveries
/// a second, and how many a second it is at most: on embedded parts with a catalogue of a thousand
/// products and with larger ones, and on RabbitMQ and PostgreSQL. Every run is a process of its
/// own.
public final class EndToEndBenchmark {
  private static final String HEAP = "-Xmx512m";
  private static final int PER_SECOND = 10;
  private static final int AT_ONCE = 1_000;
  private static final List<Integer> CATALOGUES = List.of(1_000, 10_000, 100_000);

  private final Path work;
  private final Path input;
  private final int atARate;

  private EndToEndBenchmark(Path work, Path input, int atARate) {
    this.work = work;
    this.input = input;
    this.atARate = atARate;
  }

  /// Prints a line for each run, and the medians.
  ///
  /// @param arguments the URI of the broker; what is measured; for how many seconds deliveries come
  ///   at their rate (20), how many rounds (3)
  public static void main(String[] arguments)
      throws IOException, InterruptedException, SQLException {
    var seconds = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 20;
    var rounds = arguments.length > 3 ? Integer.parseInt(arguments[3]) : 3;
    var work = Files.createTempDirectory(Path.of("").toAbsolutePath(), "end-to-end-benchmark-");
    try (var server = EmbeddedPostgres.start()) {
      var input = work.resolve("in");
      var atARate = seconds * PER_SECOND;
      var _ = DeliveryGenerator.withSeed(1).write(input, EndToEndRun.WARM_UP + atARate + AT_ONCE);
      System.out.printf(
          Locale.ROOT,
          "%d deliveries at %d/s, then %d at once, %s, %d processors, Java %s%n",
          atARate,
          PER_SECOND,
          AT_ONCE,
          HEAP,
          Runtime.getRuntime().availableProcessors(),
          Runtime.version());
      new EndToEndBenchmark(work, input, atARate).run(rounds, arguments[0], server);
    } finally {
      Fork.delete(work);
    }
  }

  /// A place and a size of catalogue, and what was measured there.
  private record Setting(String name, int products, boolean onServers, List<Result> results) {}

  private void run(int rounds, String broker, EmbeddedPostgres server)
      throws IOException, InterruptedException, SQLException {
    var settings = new ArrayList<Setting>();
    for (var products : CATALOGUES) {
      settings.add(new Setting("embedded", products, false, new ArrayList<>()));
    }
    settings.add(new Setting("servers", CATALOGUES.getFirst(), true, new ArrayList<>()));
    for (var round = 1; round <= rounds; round++) {
      for (var setting : settings) {
        var data = work.resolve("%s-%d-%d".formatted(setting.name(), setting.products(), round));
        var more =
            setting.onServers()
                ? List.of(broker, database(server, "round_" + round))
                : List.<String>of();
        var result = run(data, setting.products(), more);
        setting.results().add(result);
        print("round " + round, setting, result);
      }
    }
    settings.forEach(setting -> print("median", setting, Result.median(setting.results())));
  }

  private static String database(EmbeddedPostgres server, String name) throws SQLException {
    try (var connection = server.getPostgresDatabase().getConnection();
        var statement = connection.createStatement()) {
      statement.execute("create database " + name);
    }
    return "jdbc:postgresql://127.0.0.1:%d/%s".formatted(server.getPort(), name);
  }

  private Result run(Path data, int products, List<String> more)
      throws IOException, InterruptedException {
    var arguments =
        new ArrayList<>(
            List.of(
                input.toString(),
                Files.createDirectories(data).toString(),
                Integer.toString(atARate),
                Integer.toString(PER_SECOND),
                Integer.toString(products)));
    arguments.addAll(more);
    return Result.of(Fork.run(EndToEndRun.class, HEAP, arguments.toArray(String[]::new)));
  }

  /// What one run printed.
  private record Result(double p50, double p99, double perSecond, double megabytes) {
    static Result of(List<String> words) {
      return new Result(
          Double.parseDouble(words.get(0)),
          Double.parseDouble(words.get(1)),
          Double.parseDouble(words.get(2)),
          Double.parseDouble(words.get(3)));
    }

    static Result median(List<Result> results) {
      return new Result(
          Medians.of(results, Result::p50),
          Medians.of(results, Result::p99),
          Medians.of(results, Result::perSecond),
          Medians.of(results, Result::megabytes));
    }
  }

  private static void print(String what, Setting setting, Result result) {
    System.out.printf(
        Locale.ROOT,
        "%-8s %-8s %,7d products  p50 %6.1f ms, p99 %6.1f ms, at most %5.1f deliveries/s, peak %4.0f MB"
            + " resident%n",
        what,
        setting.name(),
        setting.products(),
        result.p50(),
        result.p99(),
        result.perSecond(),
        result.megabytes());
  }
}
