package dev.tributary.ingestion.catalogue;

/// What a statement does to a product.
public enum Action {
  /// The product is as stated.
  UPSERT,
  /// It is as stated, and nothing of it is on offer any more.
  TAKEDOWN,
  /// It is as if it had never been sent.
  PURGE
}
