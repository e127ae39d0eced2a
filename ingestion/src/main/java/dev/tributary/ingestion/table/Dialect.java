package dev.tributary.ingestion.table;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// How a table is written: what parts the columns, and what stands around values that contain it.
public record Dialect(char delimiter, char quote) {

  /// What is written by us, and what a table of one column is taken for.
  static final Dialect PLAIN = new Dialect(',', '"');

  private static final String DELIMITERS = ",;\t|^~";
  private static final int RECORDS = 50;

  /// How many of the records have to have as many columns as most of them.
  private static final double ALIKE = 0.8;

  /// How many usual names make a row a header.
  private static final int ENOUGH = 2;

  /// A delimiter under which rows of the text fall into columns, most of them into as many.
  private record Fit(Dialect dialect, int rows, int columns, double alike) {}

  /// The delimiter in words: `comma`, `semicolon`, `tab`, `pipe`, or itself.
  public String word() {
    return switch (delimiter) {
      case ',' -> "comma";
      case ';' -> "semicolon";
      case '\t' -> "tab";
      case '|' -> "pipe";
      default -> String.valueOf(delimiter);
    };
  }

  /// The dialect in which most of the first records of `text` have the same number of columns, more
  /// than one; none if there is no such dialect. One row alone tells nothing.
  ///
  /// @param complete whether the text is all there is, rather than cut off somewhere
  static Optional<Dialect> of(String text, boolean complete, char quote) {
    return DELIMITERS
        .chars()
        .filter(delimiter -> delimiter != quote && text.indexOf(delimiter) >= 0)
        .mapToObj(delimiter -> fit(text, complete, new Dialect((char) delimiter, quote)))
        .filter(fit -> fit.columns > 1 && fit.rows > 1 && fit.alike >= ALIKE)
        .max(Comparator.comparingDouble(Fit::alike).thenComparingInt(Fit::columns))
        .map(Fit::dialect);
  }

  /// The dialect in which the first row of `text` that is not blank has the most of the usual names
  /// of columns, two at least, and in which another row follows. That tells a table whose rows are
  /// broken.
  static Optional<Dialect> ofHeader(String text, char quote) {
    return DELIMITERS
        .chars()
        .filter(delimiter -> delimiter != quote && text.indexOf(delimiter) >= 0)
        .mapToObj(delimiter -> new Dialect((char) delimiter, quote))
        .filter(dialect -> dialect.usualNames(text) >= ENOUGH)
        .max(Comparator.comparingLong(dialect -> dialect.usualNames(text)));
  }

  /// How many columns the first row names as is usual; none if no other row follows.
  private long usualNames(String text) {
    try (var records = reader().ofCsvRecord(text)) {
      var all = records.iterator();
      var header = all.hasNext() ? all.next().getFields() : List.<String>of();
      return all.hasNext() ? Field.usual(header) : 0;
    } catch (CsvParseException brokenRow) {
      return 0;
    } catch (IOException neverOfText) {
      throw new UncheckedIOException(neverOfText);
    }
  }

  private static Fit fit(String text, boolean complete, Dialect dialect) {
    var counts = new ArrayList<Integer>();
    try (var reader = dialect.reader().ofCsvRecord(text)) {
      for (var one : reader) {
        counts.add(one.getFieldCount());
        if (counts.size() > RECORDS) {
          break;
        }
      }
    } catch (CsvParseException brokenRow) {
      return fit(dialect, counts);
    } catch (IOException neverOfText) {
      throw new UncheckedIOException(neverOfText);
    }
    if (!complete && counts.size() > 1) {
      counts.removeLast();
    }
    return fit(dialect, counts);
  }

  private static Fit fit(Dialect dialect, List<Integer> counts) {
    return counts.stream()
        .collect(Collectors.groupingBy(count -> count, Collectors.counting()))
        .entrySet()
        .stream()
        .max(Map.Entry.<Integer, Long>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
        .map(
            most ->
                new Fit(
                    dialect,
                    counts.size(),
                    most.getKey(),
                    (double) most.getValue() / counts.size()))
        .orElse(new Fit(dialect, 0, 0, 0));
  }

  private CsvReader.CsvReaderBuilder reader() {
    return CsvReader.builder()
        .fieldSeparator(delimiter)
        .quoteCharacter(quote)
        .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
        .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
        .allowUnclosedQuote(true);
  }

  /// A reader that says where quoting is broken, and leaves the number of fields to us.
  CsvReader.CsvReaderBuilder strictReader() {
    return reader().allowUnclosedQuote(false).skipEmptyLines(false);
  }
}
