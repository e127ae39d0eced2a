package dev.tributary.ingestion.table;

import static java.nio.charset.StandardCharsets.UTF_8;

import de.siegmar.fastcsv.writer.CsvWriter;
import dev.tributary.ingestion.content.ByteSource;
import dev.tributary.ingestion.table.Row.Sheet;
import dev.tributary.ingestion.table.Rows.Raw;
import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Some of the products of a table, as a message of their own: a table of ours, whose rows say
/// which product they are about and where they stood in the provider's file. It has the provider's
/// columns, so that what is declared of them can still be mended.
public final class Portion {

  private static final String FIRST = "tributary-table";
  private static final String SHEET = "sheet";

  private final StringWriter text = new StringWriter();
  private final CsvWriter out = RowFormat.writer(text);
  private final List<Sheet> sheets;
  private int products;

  /// @param dialect of the provider's file
  /// @param sheets the table and those that are joined to it
  public Portion(Dialect dialect, List<Sheet> sheets) {
    this.sheets = sheets;
    out.writeRecord(FIRST, String.valueOf(dialect.delimiter()));
    for (var sheet : sheets) {
      var names = new ArrayList<>(List.of(SHEET, sheet.file()));
      names.addAll(sheet.names());
      out.writeRecord(names);
    }
  }

  /// Adds the rows of the next product.
  public void add(ProductRows rows) {
    for (var row : rows.rows()) {
      RowFormat.write(out, Integer.toString(products), sheets.indexOf(row.sheet()), row);
    }
    products++;
  }

  /// How many products are in it.
  public int products() {
    return products;
  }

  /// How large it is by now, in characters.
  public int length() throws IOException {
    out.flush();
    return text.getBuffer().length();
  }

  /// The portion as it is stored.
  public byte[] bytes() throws IOException {
    out.flush();
    return text.toString().getBytes(UTF_8);
  }

  /// What stands above the rows of a portion.
  ///
  /// @param dialect of the provider's file
  /// @param names of the columns of the table and of those that are joined to it
  public record Top(Dialect dialect, List<List<String>> names) {}

  /// The top of `bytes`, if they are a portion.
  public static Optional<Top> top(ByteSource bytes) throws IOException {
    try (var in = bytes.open()) {
      if (!new String(in.readNBytes(FIRST.length()), UTF_8).equals(FIRST)) {
        return Optional.empty();
      }
    }
    try (var rows = rows(bytes)) {
      var names = new ArrayList<List<String>>();
      var first = rows.next();
      for (var raw = rows.next(); raw != null && isSheet(raw); raw = rows.next()) {
        names.add(raw.cells().subList(2, raw.cells().size()));
      }
      return Optional.ofNullable(first)
          .filter(raw -> raw.cells().size() == 2 && !raw.cells().getLast().isEmpty())
          .filter(raw -> raw.cells().getLast().charAt(0) != '"')
          .filter(_ -> !names.isEmpty())
          .map(raw -> new Top(new Dialect(raw.cells().getLast().charAt(0), '"'), names));
    }
  }

  private static Rows rows(ByteSource bytes) throws IOException {
    return new Rows(Text.of(bytes, Optional.of(UTF_8)), Dialect.PLAIN, 0);
  }

  private static boolean isSheet(Raw raw) {
    return raw.cells().size() > 1 && raw.cells().getFirst().equals(SHEET);
  }

  /// Hands on the products of a portion.
  ///
  /// @throws TableException if its columns are not those that are declared by now, or if it is none
  ///   of ours
  public static void read(
      ByteSource bytes, TableDeclaration declaration, RowsByProduct.Receiver receiver)
      throws IOException {
    var sheets = new ArrayList<Sheet>();
    try (var rows = rows(bytes)) {
      rows.next();
      var product = new ArrayList<Row>();
      @Nullable String ordinal = null;
      for (var raw = rows.next(); raw != null; raw = rows.next()) {
        if (isSheet(raw)) {
          sheets.add(sheet(raw.cells(), declaration));
          continue;
        }
        var row = row(raw, sheets);
        if (ordinal != null && !ordinal.equals(raw.cells().getFirst())) {
          receiver.take(new ProductRows(List.copyOf(product)));
          product.clear();
        }
        ordinal = raw.cells().getFirst();
        product.add(row);
      }
      if (!product.isEmpty()) {
        receiver.take(new ProductRows(List.copyOf(product)));
      }
    }
  }

  /// Nobody but us writes rows like these, but anybody may send a file that begins like one.
  private static Row row(Raw raw, List<Sheet> sheets) throws TableException {
    try {
      return RowFormat.row(raw.cells(), sheets);
    } catch (IndexOutOfBoundsException | IllegalArgumentException notOfOurs) {
      throw new TableException(
          "table.malformed",
          "expected the rows of a portion that was taken out of a table, found others (%s); send the table itself"
              .formatted(notOfOurs.getMessage()),
          Optional.of(String.join(" | ", raw.cells())),
          raw.line());
    }
  }

  private static Sheet sheet(List<String> cells, TableDeclaration declaration)
      throws TableException {
    var file = cells.get(1);
    var names = List.copyOf(cells.subList(2, cells.size()));
    var own = declaration.of(file);
    var columns = Columns.of(own, names);
    if (columns.isEmpty()) {
      throw Table.missing(own, names, 1);
    }
    return new Sheet(file, names, columns.get());
  }
}
