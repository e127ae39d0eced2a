package dev.tributary.ingestion.table;

import static java.nio.charset.StandardCharsets.UTF_8;

import de.siegmar.fastcsv.writer.CsvWriter;
import dev.tributary.ingestion.table.Row.Sheet;
import dev.tributary.ingestion.table.RowsByProduct.Scratch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Rows dealt out to temporary files, those of one product to the same, so that each file can be
/// held in memory though the table cannot.
final class RowFiles implements AutoCloseable {

  private static final long FILE = 4L << 20;
  private static final int FILES = 256;

  /// What is held in memory, at most; a table of 16 GB fits, if it is about many products.
  private static final long LARGEST = 64L << 20;

  private final List<Path> files;
  private final List<Sheet> sheets;
  private final List<CsvWriter> writers = new ArrayList<>();
  private boolean finished;

  private RowFiles(List<Path> files, List<Sheet> sheets) {
    this.files = files;
    this.sheets = sheets;
  }

  /// Files for about `bytes` of rows, which `scratch` has room for.
  static RowFiles of(long bytes, List<Sheet> sheets, Scratch scratch) throws IOException {
    var count = Math.clamp(bytes / FILE + 1, 1, FILES);
    var files = new RowFiles(scratch.files(count, bytes), sheets);
    try {
      for (var file : files.files) {
        files.writers.add(RowFormat.writer(Files.newBufferedWriter(file, UTF_8)));
      }
      return files;
    } catch (IOException failure) {
      files.close();
      throw failure;
    }
  }

  void put(String product, Row row) {
    var file = Math.floorMod(product.hashCode(), writers.size());
    RowFormat.write(writers.get(file), product, sheets.indexOf(row.sheet()), row);
  }

  int count() {
    return writers.size();
  }

  /// All that was put has been put.
  void finish() throws IOException {
    if (!finished) {
      finished = true;
      for (var writer : writers) {
        writer.close();
      }
    }
  }

  /// Hands over the rows in one of the files with their products, in the order in which they were
  /// put.
  ///
  /// @throws TableException if they are more than are held in memory
  void read(int number, RowOwners.Receiver receiver) throws IOException {
    var size = Files.size(files.get(number));
    var text = Text.of(() -> Files.newInputStream(files.get(number)), Optional.of(UTF_8));
    try (var rows = new Rows(text, Dialect.PLAIN, 0)) {
      for (var raw = rows.next(); raw != null; raw = rows.next()) {
        var row = RowFormat.row(raw.cells(), sheets);
        if (size > LARGEST) {
          throw tooMany(size, row);
        }
        receiver.take(raw.cells().getFirst(), row);
      }
    }
  }

  private static TableException tooMany(long size, Row row) {
    return new TableException(
        "container.too-large",
        ("expected at most %,d bytes of rows that have to be brought together, found %,d, the first"
                + " at line %d; send fewer products at a time, or rows of one product one after the"
                + " other in several files")
            .formatted(LARGEST, size, row.line()),
        RowOwners.key(row).or(() -> Optional.of(row.path())),
        row.line());
  }

  @Override
  public void close() throws IOException {
    finish();
    for (var file : files) {
      Files.deleteIfExists(file);
    }
  }
}
