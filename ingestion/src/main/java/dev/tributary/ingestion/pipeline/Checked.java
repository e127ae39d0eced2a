package dev.tributary.ingestion.pipeline;

import dev.tributary.ingestion.model.CanonicalDocument.Header;
import dev.tributary.ingestion.model.CanonicalDocument.Intent;
import dev.tributary.ingestion.model.Product;
import dev.tributary.ingestion.model.ProductDelivery;
import dev.tributary.ingestion.model.Violation;
import dev.tributary.ingestion.model.Violation.Severity;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/// What [Validate] lets through: products whose assets are accounted for, and what is to be known
/// about them.
///
/// @param places of `products` in the message, one for each; places that are left out are those of
///   products that were refused alone
/// @param purged places of those that are to be removed
/// @param stated how many products the message has, those included that were refused alone; empty
///   if it was written before they were counted
record Checked(
    ProductDelivery delivery,
    String provider,
    String mapping,
    Header header,
    List<Product> products,
    List<Integer> places,
    Set<Integer> purged,
    Optional<Integer> stated,
    List<Violation> violations) {

  /// A message that was written before there were places has all products.
  Checked {
    places = places.isEmpty() ? IntStream.range(0, products.size()).boxed().toList() : places;
  }

  /// What the sender wants with the product at that index.
  Intent intent(int index) {
    return purged.contains(places.get(index)) ? Intent.PURGE : header.intent();
  }

  /// Whether a product was refused, and others were not.
  boolean hasRefused() {
    return violations.stream().anyMatch(violation -> violation.severity() == Severity.ERROR);
  }

  /// The format and its version, such as `ern 4.3`.
  String format() {
    return header.format() + " " + header.version();
  }
}
