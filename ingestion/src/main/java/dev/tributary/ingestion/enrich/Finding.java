package dev.tributary.ingestion.enrich;

import java.time.Instant;
import java.util.Optional;

/// One thing that a source says of a product.
///
/// @param item the ISRC of the track that it is about; absent for the product as a whole
/// @param field such as `title`, `duration` or `releaseMbid`
/// @param confidence that it is about this product, from 0 to 1
/// @param at when the source said so
public record Finding(
    Optional<String> item, String field, String value, double confidence, Instant at) {

  static Finding ofProduct(String field, String value, double confidence, Instant at) {
    return new Finding(Optional.empty(), field, value, confidence, at);
  }

  static Finding ofItem(String isrc, String field, String value, double confidence, Instant at) {
    return new Finding(Optional.of(isrc), field, value, confidence, at);
  }
}
