package dev.tributary.ingestion.pipeline;

import dev.tributary.ingestion.catalogue.Action;
import dev.tributary.ingestion.json.Changes.Change;
import java.util.List;

/// What [Load] did to the catalogue for one delivery.
record Loaded(Verdict verdict, List<ProductChanged> changes) {

  /// One product that is not as it was: what others are told.
  ///
  /// @param key of the product
  /// @param type word for the kind of product, as in routing keys: `release`, `podcast`, …
  /// @param delivery whose statement the product shows now
  /// @param mapping version of the mapping that read it
  /// @param changes what differs, by path
  record ProductChanged(
      String key,
      String type,
      Action action,
      String provider,
      String delivery,
      String mapping,
      List<Change> changes) {}
}
