package dev.tributary.ingestion.table;

import java.util.List;

/// The rows about one product: of the table itself, then those that are joined, each in the order
/// of its file. At least one.
public record ProductRows(List<Row> rows) {

  /// The first one that is sound, by which the product is told; the first if none is.
  public Row first() {
    return rows.stream().filter(row -> row.fault().isEmpty()).findFirst().orElse(rows.getFirst());
  }
}
