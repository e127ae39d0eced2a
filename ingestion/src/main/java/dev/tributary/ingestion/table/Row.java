package dev.tributary.ingestion.table;

import java.util.List;
import java.util.Optional;

/// A row as it was read.
///
/// @param sheet the table it is of
/// @param number as a spreadsheet counts: the first row is 1, whatever is in it
/// @param line of the file in which it begins, from 1
/// @param fault what is wrong with the row as such; its cells say nothing then
public record Row(Sheet sheet, int number, int line, List<String> cells, Optional<String> fault) {

  /// What is the same for all rows of a table.
  ///
  /// @param file its name; empty for the table that the others are joined to
  /// @param names of its columns; without a header row, their numbers
  public record Sheet(String file, List<String> names, Columns columns) {}

  /// The cell in a column from 0, without the blanks around it.
  public String cell(int column) {
    return column < cells.size() ? cells.get(column).strip() : "";
  }

  /// Its place in the file, such as `/row[12]`.
  public String path() {
    return (sheet.file.isEmpty() ? "/row[" : "/" + sheet.file + "/row[") + number + "]";
  }
}
