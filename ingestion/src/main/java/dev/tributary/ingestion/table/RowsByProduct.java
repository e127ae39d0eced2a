package dev.tributary.ingestion.table;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// Brings together the rows that speak of one product, wherever in their tables they stand.
///
/// Where each row is a product of its own, rows are handed on as they are read. Else small tables
/// are held in memory; larger ones are dealt out by product into files, each of which is.
public final class RowsByProduct {

  /// What stands in a cell for nothing.
  private static final Set<String> NOTHING =
      Set.of(
          "", "?", "-", "--", "n/a", "na", "none", "null", "nil", "unknown", "tbd", "tba", "#n/a");

  /// Tables up to this size are held in memory.
  private static final long AT_ONCE = 8L << 20;

  private final Receiver receiver;

  /// Is handed the rows of one product after the other.
  @FunctionalInterface
  public interface Receiver {
    void take(ProductRows rows) throws IOException;
  }

  /// Where what does not fit into memory may be for a while.
  @FunctionalInterface
  public interface Scratch {
    /// Paths of `count` files that are not there yet.
    ///
    /// @param bytes that they will have together
    /// @throws IOException if there is no room for that
    List<Path> files(int count, long bytes) throws IOException;
  }

  public RowsByProduct(Receiver receiver) {
    this.receiver = receiver;
  }

  /// Whether `cell` has a value that can tell one thing from another.
  public static boolean isSaid(String cell) {
    return !NOTHING.contains(cell.strip().toLowerCase(Locale.ROOT));
  }

  /// Hands on the products of a table that is held in memory, in the order in which they begin.
  public void read(Table table) throws IOException {
    read(
        List.of(table),
        0,
        (_, _) -> {
          throw new IllegalStateException("a table without bytes is held in memory");
        });
  }

  /// Hands on the products of the first of `tables`, with the rows of the others that are joined to
  /// it; in the order in which they begin there, unless there are too many rows for that.
  ///
  /// @param bytes of all tables together
  public void read(List<Table> tables, long bytes, Scratch scratch) throws IOException {
    var columns = tables.getFirst().sheet().columns();
    if (tables.size() == 1 && columns.product().isEmpty()) {
      each(tables.getFirst(), row -> receiver.take(new ProductRows(List.of(row))));
    } else if (bytes <= AT_ONCE) {
      var products = new LinkedHashMap<String, List<Row>>();
      for (var table : tables) {
        owned(table, (product, row) -> add(products, product, row));
      }
      handOn(products);
    } else {
      dealOut(tables, bytes, scratch);
    }
  }

  private void dealOut(List<Table> tables, long bytes, Scratch scratch) throws IOException {
    var sheets = tables.stream().map(Table::sheet).toList();
    try (var files = RowFiles.of(bytes, sheets, scratch)) {
      for (var table : tables) {
        owned(table, files::put);
      }
      files.finish();
      for (var file = 0; file < files.count(); file++) {
        var products = new LinkedHashMap<String, List<Row>>();
        files.read(file, (product, row) -> add(products, product, row));
        handOn(products);
      }
    }
  }

  private interface RowReceiver {
    void take(Row row) throws IOException;
  }

  private static void each(Table table, RowReceiver receiver) throws IOException {
    for (var row = table.next(); row != null; row = table.next()) {
      receiver.take(row);
    }
  }

  private static void owned(Table table, RowOwners.Receiver receiver) throws IOException {
    var owners = new RowOwners(receiver);
    each(table, owners::add);
    owners.end();
  }

  private static void add(Map<String, List<Row>> products, String product, Row row) {
    products.computeIfAbsent(product, _ -> new ArrayList<>()).add(row);
  }

  /// Hands on product by product, in the order in which they begin.
  private void handOn(Map<String, List<Row>> products) throws IOException {
    for (var rows : products.values()) {
      receiver.take(new ProductRows(List.copyOf(rows)));
    }
  }
}
