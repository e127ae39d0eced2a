package dev.tributary.ingestion.table;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// A row as it was read.
///
/// @param sheet the table it is of
/// @param number as a spreadsheet counts: the first row is 1, whatever is in it
/// @param line of the file in which it begins, from 1
/// @param fault what is wrong with the row as such; its cells say nothing then, but perhaps of
///   which product it is
public record Row(Sheet sheet, int number, int line, List<String> cells, Optional<String> fault) {

  /// What is the same for all rows of a table.
  ///
  /// @param file its name; empty for the table that the others are joined to
  /// @param names of its columns; without a header row, their numbers
  public record Sheet(String file, List<String> names, Columns columns) {}

  /// `="…"`, which keeps a spreadsheet from taking digits for a number.
  private static final Pattern GUARDED = Pattern.compile("=\"([^\"]*)\"");

  private static final Pattern MADE_A_NUMBER = Pattern.compile("^(\\d{8,14})[.,]0+$");

  /// The same, by an apostrophe.
  private static final Pattern MARKED_AS_TEXT = Pattern.compile("'(?=\\d)");

  /// The cell in a column from 0, without the blanks around it, and without what keeps a
  /// spreadsheet from taking it for a number.
  public String cell(int column) {
    if (column >= cells.size()) {
      return "";
    }
    var cell = cells.get(column).strip();
    var guarded = cell.startsWith("=") ? GUARDED.matcher(cell) : null;
    return guarded != null && guarded.matches() ? guarded.group(1).strip() : cell;
  }

  /// The same of an identifier, in which an apostrophe means nothing, nor does that a spreadsheet
  /// has made a number of a barcode.
  String identifier(int column) {
    return identifier(cell(column));
  }

  /// `text` as one would write it by hand, if it is an identifier.
  public static String identifier(String text) {
    return MADE_A_NUMBER.matcher(withoutApostrophe(text)).replaceFirst("$1");
  }

  /// `text` without the apostrophe that marks a number as a text.
  public static String withoutApostrophe(String text) {
    return MARKED_AS_TEXT.matcher(text).lookingAt() ? text.substring(1) : text;
  }

  /// Its place in the file, such as `/row[12]`.
  public String path() {
    return (sheet.file.isEmpty() ? "/row[" : "/" + sheet.file + "/row[") + number + "]";
  }
}
