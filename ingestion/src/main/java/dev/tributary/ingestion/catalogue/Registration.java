package dev.tributary.ingestion.catalogue;

import dev.tributary.ingestion.model.ProductDelivery;

/// A candidate in the register.
public sealed interface Registration {
  /// As it is registered.
  ProductDelivery delivery();

  /// It was not known.
  record New(ProductDelivery delivery) implements Registration {}

  /// It was known: an interrupted intake of the same path, or what followed it, goes on.
  record Resumed(ProductDelivery delivery) implements Registration {}

  /// The same was shipped before; this one is settled as a duplicate, and its settlement names the
  /// delivery that it repeats.
  record Duplicate(ProductDelivery delivery) implements Registration {}
}
