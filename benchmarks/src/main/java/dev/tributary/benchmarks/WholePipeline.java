package dev.tributary.benchmarks;

import dev.tributary.artemis.ArtemisTransport;
import dev.tributary.artemis.EmbeddedBroker;
import dev.tributary.ingestion.catalogue.Deliveries;
import dev.tributary.ingestion.content.ContentStore;
import dev.tributary.ingestion.mapping.LiveMappings;
import dev.tributary.ingestion.pipeline.Pipeline;
import dev.tributary.ingestion.pipeline.Pipeline.Stores;
import dev.tributary.ingestion.pipeline.PipelineDatabases;
import dev.tributary.spi.Transport;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The whole pipeline on embedded parts: from the first file taken in to the last delivery settled.
final class WholePipeline {
  /// As the third argument: the operator's page is there, and followed.
  static final String WATCHED = "watched";

  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);

  /// Its figures change with every look.
  private static final String MAP = "/map";

  private static final List<String> FOLLOWED = List.of("/deliveries", MAP);

  private WholePipeline() {}

  /// Ingests and prints what it measured.
  ///
  /// @param arguments the folder to ingest, the data folder, and perhaps [#WATCHED]
  public static void main(String[] arguments) throws Exception {
    var input = Path.of(arguments[0]);
    var data = Path.of(arguments[1]);
    try (var catalogue = PipelineDatabases.CATALOGUE.open(data.resolve("catalogue.db"));
        var ledger = PipelineDatabases.LEDGER.open(data.resolve("ledger.db"));
        var broker = EmbeddedBroker.start(data.resolve("broker"));
        var transport = ArtemisTransport.connect(broker)) {
      var stores =
          new Stores(
              ContentStore.in(data.resolve("content")), catalogue, ledger, Duration.ofDays(90));
      try (var pipeline = Pipeline.start(transport, stores, LiveMappings.base())) {
        if (arguments.length > 2) {
          ingestWatched(pipeline, stores, transport, input, data);
        } else {
          Measured.print(BareLoop.files(input).size(), ingest(pipeline, stores, input));
        }
      }
    }
  }

  private static long ingest(Pipeline pipeline, Stores stores, Path input)
      throws IOException, InterruptedException {
    var started = System.nanoTime();
    pipeline.intake().take(List.of(input), Optional.empty(), _ -> {});
    while (stores.catalogue().read(Deliveries::unsettled) > 0) {
      Thread.sleep(BETWEEN_LOOKS);
    }
    return System.nanoTime() - started;
  }

  /// Prints how often the map was updated, and the longest time between two updates, too. A list of
  /// deliveries of which none has changed is not updated.
  private static void ingestWatched(
      Pipeline pipeline, Stores stores, Transport transport, Path input, Path data)
      throws IOException, InterruptedException {
    try (var console = BenchmarkConsole.open(pipeline, stores, transport, data.resolve("console"));
        var watchers = Watchers.of(console.url(), FOLLOWED)) {
      var nanos = ingest(pipeline, stores, input);
      System.out.printf(
          Locale.ROOT,
          "%.3f %d %d %d%n",
          BareLoop.files(input).size() / (nanos / 1e9),
          Measured.peakMegabytes(),
          watchers.updates(MAP),
          watchers.longestSilence(MAP).toMillis());
    }
  }
}
