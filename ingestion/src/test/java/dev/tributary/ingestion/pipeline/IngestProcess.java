package dev.tributary.ingestion.pipeline;

import java.nio.file.Path;

/// A process that ingests a folder until everything has come to its end, to be killed meanwhile.
final class IngestProcess {
  static final String READY = "ready";

  private IngestProcess() {}

  /// Ingests and ends.
  ///
  /// @param arguments the data folder and the folder to ingest
  public static void main(String[] arguments) throws Exception {
    try (var system = TestSystem.in(Path.of(arguments[0]))) {
      System.out.println(READY);
      system.ingest(Path.of(arguments[1]));
    }
  }
}
