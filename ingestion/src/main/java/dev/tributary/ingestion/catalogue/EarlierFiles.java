package dev.tributary.ingestion.catalogue;

import dev.tributary.ingestion.model.Product;
import org.jdbi.v3.core.Handle;

/// The files that came with what was said of a product before.
public final class EarlierFiles {
  private EarlierFiles() {}

  /// Whether `product`, as `provider` states it, still lacks files with those that the catalogue
  /// has of it. One that is known and has no deal any more is taken down, and needs none.
  public static boolean leaveIncomplete(Handle handle, String provider, Product product) {
    var key =
        ProductKey.of(provider, product.identifiers())
            .map(ProductKey::toString)
            .flatMap(new Identity(handle)::resolve)
            .orElse("");
    var statements = new Statements(handle);
    var entries = statements.of(key);
    if (entries.isEmpty()) {
      return ReceivedFiles.areMissingFrom(product);
    }
    var files = statements.files(key, Standing.of(entries).since());
    return !product.deals().isEmpty() && ReceivedFiles.areMissingFrom(files.complete(product));
  }
}
