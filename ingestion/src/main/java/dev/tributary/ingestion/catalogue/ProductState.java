package dev.tributary.ingestion.catalogue;

/// Whether a product is available at some instant.
public enum ProductState {
  /// It was never on offer.
  DRAFT,
  /// It will be on offer.
  SCHEDULED,
  /// It is on offer, somewhere and in some way.
  LIVE,
  /// Some of its items are on offer, others and the whole are not.
  PARTLY_AVAILABLE,
  /// It was on offer and is no more.
  TAKEN_DOWN,
  /// Its owner had it removed.
  PURGED
}
