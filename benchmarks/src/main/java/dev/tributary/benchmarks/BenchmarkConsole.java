package dev.tributary.benchmarks;

import dev.tributary.Settings;
import dev.tributary.console.Console;
import dev.tributary.console.ConsoleSettings;
import dev.tributary.console.pages.Watched;
import dev.tributary.ingestion.mapping.LiveMappings;
import dev.tributary.ingestion.pipeline.Pipeline;
import dev.tributary.ingestion.pipeline.Pipeline.Stores;
import dev.tributary.ingestion.trust.ShownProducts;
import dev.tributary.ingestion.trust.TrustOrder;
import dev.tributary.spi.Transport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The operator's page over a pipeline, on a free port.
final class BenchmarkConsole {
  private BenchmarkConsole() {}

  /// One that shows what `stores` hold, and has its own files in `folder`.
  static Console open(Pipeline pipeline, Stores stores, Transport transport, Path folder)
      throws IOException {
    var settings = Settings.resolve(ConsoleSettings.ALL, List.of());
    var catalogue = stores.catalogue();
    return Console.bind(settings, Optional.of(0), "benchmark")
        .open(
            new Watched(
                catalogue,
                new ShownProducts(catalogue, _ -> Map.of(), TrustOrder.usual()),
                stores.ledger(),
                stores.content(),
                LiveMappings.base(),
                pipeline,
                transport,
                Pipeline.stages(),
                folder,
                List.of(),
                1));
  }
}
