package dev.tributary.ingestion.shipment;

import dev.tributary.ingestion.content.StoredContent;
import dev.tributary.ingestion.model.Violation;
import java.util.List;

/// What became of a message of many products that was taken apart.
///
/// @param violations what is wrong with products that are in none of the portions
record Split(List<Portion> portions, List<Violation> violations) {

  /// Products `first` to `last` of the message, counted from 1.
  record Portion(int first, int last, StoredContent content) {}
}
