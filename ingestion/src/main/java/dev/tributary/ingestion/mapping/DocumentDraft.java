package dev.tributary.ingestion.mapping;

import dev.tributary.ingestion.model.CanonicalDocument;
import dev.tributary.ingestion.model.CanonicalDocument.Finding;
import dev.tributary.ingestion.model.CanonicalDocument.Header;
import dev.tributary.ingestion.model.CanonicalDocument.Intent;
import dev.tributary.ingestion.model.CanonicalDocument.Location;
import dev.tributary.ingestion.model.Product;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A canonical document as a mapping in Java writes it, product by product.
final class DocumentDraft {

  private final List<Product> products = new ArrayList<>();
  private final List<Finding> findings = new ArrayList<>();
  private final Map<String, Location> locations = new HashMap<>();
  private final Set<Integer> purged = new HashSet<>();

  /// Begins the next product, which stands at `location` in the provider's file.
  ProductDraft next(Location location) {
    var pointer = "/products/" + products.size();
    locations.put(pointer, location);
    return new ProductDraft(this, pointer);
  }

  /// The product is complete.
  void add(Product product) {
    products.add(product);
  }

  /// The product that is added next is to be removed.
  void purgeNext() {
    purged.add(products.size());
  }

  void locate(String pointer, Location location) {
    locations.put(pointer, location);
  }

  void find(String rule, String message, String value, Location at) {
    findings.add(new Finding(rule, message, Optional.of(value), Optional.of(at)));
  }

  /// The document with all that was added.
  CanonicalDocument document(String format, String version, String type) {
    var none = Optional.<String>empty();
    var header =
        new Header(
            format,
            version,
            type,
            none,
            none,
            none,
            none,
            none,
            none,
            none,
            none,
            Intent.STATE,
            false);
    return new CanonicalDocument(
        header,
        List.copyOf(products),
        List.copyOf(findings),
        Map.copyOf(locations),
        Set.copyOf(purged));
  }
}
