package dev.tributary.ingestion.table;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import dev.tributary.ingestion.table.Row.Sheet;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// How we write rows down with where they stood: `product, sheet, number, line, fault, cells …`.
final class RowFormat {

  private static final int CELLS = 5;

  private RowFormat() {}

  static CsvWriter writer(Writer out) {
    return CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(out);
  }

  /// @param sheet the place of the row's sheet among all
  static void write(CsvWriter out, String product, int sheet, Row row) {
    var cells = new ArrayList<String>(CELLS + row.cells().size());
    cells.add(product);
    cells.add(Integer.toString(sheet));
    cells.add(Integer.toString(row.number()));
    cells.add(Integer.toString(row.line()));
    cells.add(row.fault().orElse(""));
    cells.addAll(row.cells());
    out.writeRecord(cells);
  }

  static Row row(List<String> cells, List<Sheet> sheets) {
    return new Row(
        sheets.get(Integer.parseInt(cells.get(1))),
        Integer.parseInt(cells.get(2)),
        Integer.parseInt(cells.get(3)),
        cells.subList(CELLS, cells.size()),
        cells.get(4).isEmpty() ? Optional.empty() : Optional.of(cells.get(4)));
  }
}
