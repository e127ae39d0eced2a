package dev.tributary.ingestion.pipeline;

import dev.tributary.ingestion.model.CanonicalDocument.Header;
import dev.tributary.ingestion.model.Product;
import dev.tributary.ingestion.model.ProductDelivery;
import dev.tributary.ingestion.model.Violation;
import java.util.List;

/// What [Validate] lets through: products whose assets are accounted for, and what is to be known
/// about them.
record Checked(
    ProductDelivery delivery,
    String provider,
    String mapping,
    Header header,
    List<Product> products,
    List<Violation> violations) {

  /// The format and its version, such as `ern 4.3`.
  String format() {
    return header.format() + " " + header.version();
  }
}
