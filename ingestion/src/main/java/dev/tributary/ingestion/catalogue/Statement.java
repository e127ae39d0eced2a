package dev.tributary.ingestion.catalogue;

import dev.tributary.ingestion.model.CanonicalDocument.Intent;
import dev.tributary.ingestion.model.Product;
import java.util.Optional;

/// What one delivery says of one product.
///
/// @param provider whose product it is
/// @param sender who says it, by DPID or name; only the sender of what counts may purge
/// @param delivery the id of the delivery
/// @param place of the product within the delivery, from 0
/// @param mapping version of the mapping that read it
/// @param product as stated; its assets that are `PRESENT` are the files that came along, found in
///   the content store by their actual hash. Of a purge only the identifiers matter.
public record Statement(
    String provider,
    Optional<String> sender,
    String delivery,
    int place,
    Version version,
    Intent intent,
    String mapping,
    Product product) {

  /// The key that its own identifiers give, whatever else is known of the product.
  public Optional<ProductKey> ownKey() {
    return ProductKey.of(provider, product.identifiers());
  }
}
