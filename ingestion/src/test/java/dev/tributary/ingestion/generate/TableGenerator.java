package dev.tributary.ingestion.generate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Writes tables (CSV) of any size, one product in each row; the same arguments give the same
/// bytes.
public final class TableGenerator {
  private static final String SENTENCE =
      "It was a long way to the harbour, the lamps were lit and the sea was \"\"quiet\"\". ";

  private TableGenerator() {}

  /// Writes a table of `products` books.
  public static Path write(Path file, int products) throws IOException {
    try (var out = Files.newBufferedWriter(file)) {
      out.write(
          "ISBN,Title,Author,Publisher,Publication"
              + " Date,Language,Genre,Price,Currency,Description\n");
      for (var number = 1; number <= products; number++) {
        out.write(OnixGenerator.isbn(number));
        out.write(",Volume ");
        out.write(Integer.toString(number));
        out.write(",Ada Writer,Generated Press,2026-0");
        out.write((char) ('1' + number % 9));
        out.write("-15,en,Fiction,9.99,EUR,\"");
        out.write(SENTENCE.repeat(1 + number % 4));
        out.write("\"\n");
      }
    }
    return file;
  }
}
