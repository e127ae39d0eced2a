package dev.tributary.ingestion.table;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.CsvRecordHandler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The records of a table one after the other. Where quoting is broken, reading begins again in the
/// next line, so that one broken row costs no other.
final class Rows implements AutoCloseable {

  private static final int FIELD = 1 << 20;
  private static final int FIELDS = 4_096;

  /// How often reading begins again before the table is given up.
  private static final int FAULTS = 100;

  private final Text text;
  private final Dialect dialect;
  private CsvReader<CsvRecord> reader;
  private Iterator<CsvRecord> records;
  private int skipped;
  private int faults;
  private int number;
  private int nextLine = 1;
  private @Nullable CsvRecord last;

  /// A record.
  ///
  /// @param fault why it is none
  /// @param sound of one that is none, the cells of which one can be sure
  record Raw(
      int number, int line, List<String> cells, Optional<String> fault, List<String> sound) {}

  /// @param skipped lines at the beginning that are not of the table
  Rows(Text text, Dialect dialect, int skipped) throws IOException {
    this.text = text;
    this.dialect = dialect;
    this.skipped = skipped;
    this.number = skipped;
    this.reader = open();
    this.records = reader.iterator();
  }

  private CsvReader<CsvRecord> open() throws IOException {
    var handler =
        CsvRecordHandler.of(
            limits -> limits.maxFieldSize(FIELD).maxFields(FIELDS).maxRecordSize(4 * FIELD));
    try {
      return dialect.strictReader().maxBufferSize(2 * FIELD).build(handler, text.from(skipped));
    } catch (CharacterCodingException inLinesPassedOver) {
      throw ofReading(new UncheckedIOException(inLinesPassedOver));
    }
  }

  /// The next one; null after the last.
  ///
  /// @throws TableException if the rest cannot be read either
  @Nullable Raw next() throws IOException {
    try {
      if (!records.hasNext()) {
        return null;
      }
      var one = records.next();
      last = one;
      number++;
      return new Raw(number, line(one), one.getFields(), Optional.empty(), List.of());
    } catch (CsvParseException broken) {
      var line = afterLast();
      number++;
      beginAgainAfter(line);
      return new Raw(number, line, List.of(), Optional.of(said(broken)), cellsBeforeQuote(line));
    } catch (UncheckedIOException failed) {
      throw ofReading(failed);
    }
  }

  /// What was given last is no record: reading goes on in the line after its first one.
  void reject(Raw raw) throws IOException {
    if (afterLast() > raw.line() + 1) {
      beginAgainAfter(raw.line());
    }
  }

  private int line(CsvRecord one) {
    return skipped + Math.toIntExact(one.getStartingLineNumber());
  }

  /// The line after the record that was read last.
  private int afterLast() {
    return last == null ? nextLine + skipped : line(last) + 1 + breaks(last);
  }

  private static int breaks(CsvRecord one) {
    var breaks = 0;
    for (var field : one.getFields()) {
      for (var i = 0; i < field.length(); i++) {
        var c = field.charAt(i);
        breaks +=
            c == '\n' || (c == '\r' && (i + 1 == field.length() || field.charAt(i + 1) != '\n'))
                ? 1
                : 0;
      }
    }
    return breaks;
  }

  private void beginAgainAfter(int line) throws IOException {
    if (++faults > FAULTS) {
      throw new TableException(
          "table.malformed",
          ("expected a table, found that quoting is broken in more than %d rows, the last at line"
                  + " %d; declare `quote` and `delimiter`, or send it again")
              .formatted(FAULTS, line),
          Optional.empty(),
          line);
    }
    reader.close();
    skipped = line;
    last = null;
    nextLine = 1;
    reader = open();
    records = reader.iterator();
  }

  /// The cells of a line in front of its first quote.
  private List<String> cellsBeforeQuote(int line) throws IOException {
    var cells = new ArrayList<String>();
    var cell = new StringBuilder();
    try (var characters = text.from(line - 1)) {
      for (var c = characters.read();
          isSound(c) && cells.size() + cell.length() < FIELDS;
          c = characters.read()) {
        if (c == dialect.delimiter()) {
          cells.add(cell.toString());
          cell.setLength(0);
        } else {
          cell.append((char) c);
        }
      }
    }
    return List.copyOf(cells);
  }

  private boolean isSound(int c) {
    return c >= 0 && c != '\r' && c != '\n' && c != dialect.quote();
  }

  private static String said(CsvParseException broken) {
    Throwable cause = broken;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    var said = String.valueOf(cause.getMessage());
    return said.contains("nclosed") || said.contains("exceed") || said.contains("buffer")
        ? "a quote is opened and not closed, or a value is longer than a million characters"
        : "a closing quote is followed by more text: a quote within a value has to be doubled";
  }

  private IOException ofReading(UncheckedIOException failed) {
    for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
      if (cause instanceof CharacterCodingException) {
        return new TableException(
            "table.encoding",
            ("expected text in %s, found bytes that are not, after line %d; declare the `encoding`,"
                    + " such as windows-1252, or send it in UTF-8")
                .formatted(text.charset().name(), afterLast() - 1),
            Optional.of(text.charset().name()),
            Math.max(1, afterLast()));
      }
    }
    return new IOException("the table could not be read on", failed);
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
