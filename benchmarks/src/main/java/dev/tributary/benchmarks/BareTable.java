package dev.tributary.benchmarks;

import de.siegmar.fastcsv.reader.CsvReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/// The bare limit of reading a table: every record of a file once, by the library that the pipeline
/// reads tables with, and nothing done about it.
final class BareTable {
  private BareTable() {}

  /// Parses and prints what it measured, in MB a second.
  ///
  /// @param arguments the file
  public static void main(String[] arguments) throws Exception {
    var file = Path.of(arguments[0]);
    var started = System.nanoTime();
    var fields = 0L;
    try (var reader = CsvReader.builder().ofCsvRecord(file)) {
      for (var row : reader) {
        fields += row.getFieldCount();
      }
    }
    var seconds = (System.nanoTime() - started) / 1e9;
    if (fields == 0) {
      throw new IllegalStateException("nothing was read");
    }
    System.out.printf(
        Locale.ROOT, "%.3f %d%n", Files.size(file) / 1e6 / seconds, Measured.peakMegabytes());
  }
}
