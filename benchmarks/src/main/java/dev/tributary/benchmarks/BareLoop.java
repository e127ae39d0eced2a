package dev.tributary.benchmarks;

import dev.tributary.ingestion.catalogue.Catalogue;
import dev.tributary.ingestion.catalogue.Statement;
import dev.tributary.ingestion.catalogue.Version;
import dev.tributary.ingestion.mapping.Content;
import dev.tributary.ingestion.mapping.Identification;
import dev.tributary.ingestion.mapping.Mappings;
import dev.tributary.ingestion.pipeline.PipelineDatabases;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// The bare limit of an ingest: read, transform, write and commit, one after the other.
final class BareLoop {
  private BareLoop() {}

  /// Ingests and prints what it measured.
  ///
  /// @param arguments the folder to ingest and the data folder
  public static void main(String[] arguments) throws Exception {
    var files = files(Path.of(arguments[0]));
    var mappings = Mappings.base();
    var catalogue = new Catalogue(InstantSource.system());
    try (var database =
        PipelineDatabases.CATALOGUE.open(Path.of(arguments[1]).resolve("catalogue.db"))) {
      var started = System.nanoTime();
      var number = 0;
      for (var file : files) {
        var content = Content.of(Files.readAllBytes(file));
        var identification = Identification.of(content);
        var document = mappings.mapping(identification, Optional.empty()).map(content);
        var version =
            new Version(document.header().createdAt().map(Instant::parse).orElseThrow(), number, 0);
        number++;
        for (var place = 0; place < document.products().size(); place++) {
          var statement =
              new Statement(
                  "bare",
                  document.header().sender(),
                  file.getFileName().toString(),
                  place,
                  version,
                  document.header().intent(),
                  "bare",
                  document.products().get(place));
          database.write(transaction -> catalogue.apply(transaction, statement));
        }
      }
      Measured.print(files.size(), System.nanoTime() - started);
    }
  }

  static List<Path> files(Path folder) throws java.io.IOException {
    try (var files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }
}
