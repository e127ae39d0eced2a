package dev.tributary.ingestion.catalogue;

import dev.tributary.ingestion.model.Product;
import java.util.List;
import java.util.Optional;

/// What remains of a product that was purged: what it was called by.
final class Tombstone {
  private Tombstone() {}

  static Product of(Product product) {
    return new Product(
        product.contentType(),
        Optional.empty(),
        product.identifiers(),
        List.of(),
        List.of(),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of());
  }
}
