package dev.tributary.benchmarks.hop;

import dev.tributary.Recording;
import dev.tributary.Runner;
import dev.tributary.Settings;
import dev.tributary.Settings.Source;
import dev.tributary.ingestion.pipeline.PipelineServices;
import dev.tributary.rabbitmq.RabbitOptions;
import dev.tributary.rabbitmq.RabbitTransport;
import java.util.List;
import java.util.Map;

/// The ledger, as it runs in a process of its own: it writes what others record into SQLite, until
/// its standard input ends.
final class LedgerProcess {
  static final String READY = "ready";

  private LedgerProcess() {}

  /// Runs until its input ends.
  ///
  /// @param arguments the URI of the broker, and the folder of the database
  public static void main(String[] arguments) throws Exception {
    var service = new PipelineServices().service("ledger").orElseThrow();
    var values = Map.of("data", arguments[1], "database.folder", arguments[1]);
    var settings =
        Settings.resolve(service.settings(), List.of(new Source("the benchmark", values, false)));
    try (var transport = RabbitTransport.connect(RabbitOptions.of(arguments[0]));
        var _ = Runner.start(transport, List.of(service.application(settings)), Recording.OFF)) {
      System.out.println(READY);
      while (System.in.read() >= 0) {
        // Nothing is ever written.
      }
    }
  }
}
