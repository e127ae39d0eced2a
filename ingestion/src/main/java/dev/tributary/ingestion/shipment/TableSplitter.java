package dev.tributary.ingestion.shipment;

import dev.tributary.ingestion.content.ByteSource;
import dev.tributary.ingestion.content.ContentBatch;
import dev.tributary.ingestion.model.Violation;
import dev.tributary.ingestion.model.Violation.Severity;
import dev.tributary.ingestion.table.Portion;
import dev.tributary.ingestion.table.ProductRows;
import dev.tributary.ingestion.table.RowsByProduct;
import dev.tributary.ingestion.table.Table;
import dev.tributary.ingestion.table.TableDeclaration;
import dev.tributary.ingestion.table.TableException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Takes a table of many products apart while it is read, in memory that does not grow with it, and
/// joins other tables to it. The same tables always make the same portions. For one table.
final class TableSplitter {

  private final ContentBatch batch;
  private final int portionBytes;
  private final List<Split.Portion> portions = new ArrayList<>();
  private final List<Table> tables = new ArrayList<>();
  private Optional<Portion> portion = Optional.empty();
  private int products;

  /// A table that is joined to another.
  record Joined(String file, ByteSource bytes, long size) {}

  /// @param portionBytes after which a portion ends with the product that it is in
  TableSplitter(ContentBatch batch, int portionBytes) {
    this.batch = batch;
    this.portionBytes = portionBytes;
  }

  /// Reads `table` and what is joined to it to their ends and puts the portions into the batch.
  ///
  /// @param size of `table` in bytes
  /// @throws RefusedException if one of them cannot be read to its end
  Split split(ByteSource table, long size, List<Joined> joined, TableDeclaration declaration)
      throws IOException {
    try {
      tables.add(Table.open(table, "", declaration));
      for (var other : joined) {
        tables.add(Table.open(other.bytes, other.file, declaration.of(other.file)));
      }
      var bytes = size + joined.stream().mapToLong(Joined::size).sum();
      new RowsByProduct(this::add).read(tables, bytes, batch::scratch);
    } catch (TableException refused) {
      throw new RefusedException(violation(refused));
    } finally {
      for (var one : tables) {
        one.close();
      }
    }
    flush();
    return new Split(List.copyOf(portions), List.of());
  }

  private void add(ProductRows rows) throws IOException {
    var open =
        portion.orElseGet(
            () ->
                new Portion(
                    tables.getFirst().dialect(), tables.stream().map(Table::sheet).toList()));
    portion = Optional.of(open);
    open.add(rows);
    products++;
    if (open.length() >= portionBytes || open.products() >= ProductSplitter.PRODUCTS) {
      flush();
    }
  }

  private void flush() throws IOException {
    if (portion.isPresent()) {
      var full = portion.get();
      portions.add(
          new Split.Portion(products - full.products() + 1, products, batch.put(full.bytes())));
      portion = Optional.empty();
    }
  }

  private static Violation violation(TableException refused) {
    return new Violation(
        refused.rule(),
        Severity.ERROR,
        Optional.of("/"),
        Optional.of(refused.line()),
        refused.value(),
        refused.message());
  }
}
