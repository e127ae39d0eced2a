package dev.tributary.database;

import java.io.PrintWriter;
import java.util.List;
import java.util.stream.Stream;

/// Rows in columns as wide as their widest cell.
final class Columns {
  private Columns() {}

  static void print(PrintWriter out, List<String> titles, List<List<String>> rows) {
    var widths = new int[titles.size()];
    for (var row : Stream.concat(Stream.of(titles), rows.stream()).toList()) {
      for (var column = 0; column < row.size(); column++) {
        widths[column] = Math.max(widths[column], row.get(column).length());
      }
    }
    for (var row : Stream.concat(Stream.of(titles), rows.stream()).toList()) {
      var line = new StringBuilder();
      for (var column = 0; column < row.size(); column++) {
        var cell = row.get(column);
        line.append(cell).repeat(' ', widths[column] - cell.length() + 2);
      }
      out.println(line.toString().stripTrailing());
    }
  }
}
