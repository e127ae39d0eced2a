package dev.tributary.ingestion.trust;

import dev.tributary.database.DatabaseReader;
import dev.tributary.ingestion.asset.Inspected;
import dev.tributary.ingestion.asset.Measured;
import dev.tributary.ingestion.catalogue.Edits;
import dev.tributary.ingestion.catalogue.Products;
import dev.tributary.ingestion.enrich.Finding;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/// Shows products. Safe for use by many threads.
public final class ShownProducts {
  private final DatabaseReader catalogue;
  private final Found found;
  private final TrustOrder order;

  /// What third parties found, and what files are.
  @FunctionalInterface
  public interface Found {
    /// What is known of the product `key`, by source.
    Map<String, List<Finding>> of(String key) throws InterruptedException;

    /// What the files are that were opened, of those with these names in the content store.
    default Map<String, Measured> files(List<String> sha256) throws InterruptedException {
      return Map.of();
    }
  }

  /// Products of `catalogue`, with what was `found` of them.
  public ShownProducts(DatabaseReader catalogue, Found found, TrustOrder order) {
    this.catalogue = catalogue;
    this.found = found;
    this.order = order;
  }

  /// What is shown of a product.
  ///
  /// @param stated as [Products#find] has it
  public ShownProduct show(ObjectNode stated) throws InterruptedException {
    var key = stated.path("key").asString("");
    var saidAt = catalogue.read(handle -> Products.saidAt(handle, key)).orElse(Instant.EPOCH);
    var edits = catalogue.read(handle -> Edits.current(handle, key));
    var files = Inspected.of(stated, found.files(Inspected.contents(stated)));
    return ShownProduct.of(stated, saidAt, edits, found.of(key), order).with(files);
  }
}
