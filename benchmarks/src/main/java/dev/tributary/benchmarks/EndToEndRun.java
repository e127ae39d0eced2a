package dev.tributary.benchmarks;

import static java.time.temporal.ChronoUnit.NANOS;

import dev.tributary.Settings;
import dev.tributary.Settings.Source;
import dev.tributary.artemis.ArtemisTransport;
import dev.tributary.artemis.EmbeddedBroker;
import dev.tributary.benchmarks.OpenLoop.Latencies;
import dev.tributary.database.Database;
import dev.tributary.database.DatabasePlugin;
import dev.tributary.ingestion.catalogue.Deliveries;
import dev.tributary.ingestion.content.ContentStore;
import dev.tributary.ingestion.mapping.LiveMappings;
import dev.tributary.ingestion.pipeline.Pipeline;
import dev.tributary.ingestion.pipeline.Pipeline.Stores;
import dev.tributary.ingestion.pipeline.PipelineDatabases;
import dev.tributary.rabbitmq.RabbitOptions;
import dev.tributary.rabbitmq.RabbitTransport;
import dev.tributary.spi.Transport;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;

/// The whole pipeline in one process: first some deliveries at a fixed rate, then the rest as fast
/// as it goes.
final class EndToEndRun {
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);
  private static final Duration A_LONG_TIME = Duration.ofDays(90);

  /// How many go before those that are measured.
  static final int WARM_UP = 300;

  private final Pipeline pipeline;
  private final Database catalogue;
  private final Map<String, Instant> due = new ConcurrentHashMap<>();

  private EndToEndRun(Pipeline pipeline, Database catalogue) {
    this.pipeline = pipeline;
    this.catalogue = catalogue;
  }

  /// Prints the median and the 99th percentile of the time from a file to its products in the
  /// catalogue, in milliseconds, and then how many a second it is at most.
  ///
  /// @param arguments the folder of deliveries, the data folder, how many are sent at a rate, how
  ///   many of them a second, how many products are in the catalogue before; for servers, the URI
  ///   of the broker and the URL of the database
  public static void main(String[] arguments) throws Exception {
    var data = Path.of(arguments[1]);
    var isOnServers = arguments.length > 5;
    var settings =
        Settings.resolve(
            new DatabasePlugin().settings(),
            List.of(
                new Source(
                    "the benchmark",
                    isOnServers
                        ? Map.of("database.url", arguments[6], "database.user", "postgres")
                        : Map.of("database.folder", data.toString()),
                    false)));
    try (var catalogue = DatabasePlugin.open(settings, PipelineDatabases.CATALOGUE);
        var ledger = DatabasePlugin.open(settings, PipelineDatabases.LEDGER)) {
      BigStores.fillCatalogue(catalogue, Integer.parseInt(arguments[4]));
      var content = ContentStore.in(data.resolve("content"));
      var stores = new Stores(content, catalogue, ledger, A_LONG_TIME);
      if (isOnServers) {
        try (var transport = RabbitTransport.connect(RabbitOptions.of(arguments[5]))) {
          run(transport, stores, arguments);
        }
      } else {
        try (var broker = EmbeddedBroker.start(data.resolve("broker"));
            var transport = ArtemisTransport.connect(broker)) {
          run(transport, stores, arguments);
        }
      }
    }
  }

  private static void run(Transport transport, Stores stores, String[] arguments)
      throws IOException, InterruptedException {
    try (var pipeline = Pipeline.start(transport, stores, LiveMappings.base())) {
      var run = new EndToEndRun(pipeline, stores.catalogue());
      var files = BareLoop.files(Path.of(arguments[0]));
      var atARate = Integer.parseInt(arguments[2]);
      run.asFastAsItGoes(files.subList(0, WARM_UP));
      var latencies =
          run.atARate(files.subList(WARM_UP, WARM_UP + atARate), Integer.parseInt(arguments[3]));
      var rest = files.subList(WARM_UP + atARate, files.size());
      var nanos = run.asFastAsItGoes(rest);
      System.out.printf(
          Locale.ROOT,
          "%.1f %.1f %.1f %d%n",
          latencies.percentile(50),
          latencies.percentile(99),
          rest.size() / (nanos / 1e9),
          Measured.peakMegabytes());
    }
  }

  private long asFastAsItGoes(List<Path> files) throws IOException, InterruptedException {
    var began = System.nanoTime();
    pipeline.intake().take(files, Optional.empty(), _ -> {});
    awaitTheEnd();
    return System.nanoTime() - began;
  }

  private Latencies atARate(List<Path> files, int perSecond) throws InterruptedException {
    var began = Instant.now();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var number = 0; number < files.size(); number++) {
        var file = files.get(number);
        var itsTime = began.plusNanos(number * 1_000_000_000L / perSecond);
        Thread.sleep(Duration.between(Instant.now(), itsTime));
        var _ =
            threads.submit(
                () -> {
                  pipeline
                      .intake()
                      .take(
                          List.of(file),
                          Optional.empty(),
                          ids -> ids.forEach(id -> due.put(id, itsTime)));
                  return file;
                });
      }
    }
    awaitTheEnd();
    return latencies();
  }

  private Latencies latencies() throws InterruptedException {
    var deliveries =
        catalogue.read(handle -> Deliveries.find(handle, new ArrayList<>(due.keySet())));
    return new Latencies(
        deliveries.stream()
            .map(
                each ->
                    NANOS.between(due.get(each.delivery().id()), each.settledAt().orElseThrow()))
            .sorted()
            .toList());
  }

  private void awaitTheEnd() throws InterruptedException {
    while (catalogue.read(Deliveries::unsettled) > 0) {
      Thread.sleep(BETWEEN_LOOKS);
    }
  }
}
