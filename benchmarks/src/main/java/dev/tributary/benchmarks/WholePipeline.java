package dev.tributary.benchmarks;

import dev.tributary.artemis.ArtemisTransport;
import dev.tributary.artemis.EmbeddedBroker;
import dev.tributary.ingestion.catalogue.Deliveries;
import dev.tributary.ingestion.content.ContentStore;
import dev.tributary.ingestion.mapping.LiveMappings;
import dev.tributary.ingestion.pipeline.Pipeline;
import dev.tributary.ingestion.pipeline.Pipeline.Stores;
import dev.tributary.ingestion.pipeline.PipelineDatabases;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// The whole pipeline on embedded parts: from the first file taken in to the last delivery settled.
final class WholePipeline {
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);

  private WholePipeline() {}

  /// Ingests and prints what it measured.
  ///
  /// @param arguments the folder to ingest and the data folder
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
        var started = System.nanoTime();
        pipeline.intake().take(List.of(input), Optional.empty(), _ -> {});
        while (catalogue.read(Deliveries::unsettled) > 0) {
          Thread.sleep(BETWEEN_LOOKS);
        }
        Measured.print(BareLoop.files(input).size(), System.nanoTime() - started);
      }
    }
  }
}
