package dev.tributary.ingestion.catalogue;

import java.time.Instant;
import java.util.Optional;

/// What an editor says of one field.
///
/// @param item the name of the item that it is about; none: the product as a whole
/// @param field see [Field]
/// @param value absent where what was said before is undone
public record Edit(
    Optional<String> item,
    String field,
    Optional<String> value,
    String who,
    String why,
    Instant at) {

  /// Whether it is about the same.
  boolean isOfSame(Optional<String> otherItem, String otherField) {
    return item.equals(otherItem) && field.equals(otherField);
  }
}
