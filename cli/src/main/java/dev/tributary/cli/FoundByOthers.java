package dev.tributary.cli;

import dev.tributary.database.DatabaseReader;
import dev.tributary.ingestion.asset.Measured;
import dev.tributary.ingestion.asset.MeasuredFiles;
import dev.tributary.ingestion.enrich.Finding;
import dev.tributary.ingestion.enrich.Findings;
import dev.tributary.ingestion.trust.ShownProducts;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What third parties found, as soon as somebody was asked.
final class FoundByOthers implements ShownProducts.Found, AutoCloseable {
  private final Configuration configuration;
  private Optional<DatabaseReader> reader = Optional.empty();

  FoundByOthers(Configuration configuration) {
    this.configuration = configuration;
  }

  @Override
  public Map<String, List<Finding>> of(String key) throws InterruptedException {
    var opened = reader();
    return opened.isEmpty() ? Map.of() : opened.get().read(handle -> Findings.of(handle, key));
  }

  @Override
  public Map<String, Measured> files(List<String> sha256) throws InterruptedException {
    var opened = reader();
    return opened.isEmpty()
        ? Map.of()
        : opened.get().read(handle -> MeasuredFiles.of(handle, sha256));
  }

  private synchronized Optional<DatabaseReader> reader() {
    if (reader.isEmpty()) {
      reader = configuration.readEnrichment();
    }
    return reader;
  }

  @Override
  public synchronized void close() {
    reader.ifPresent(DatabaseReader::close);
    reader = Optional.empty();
  }
}
