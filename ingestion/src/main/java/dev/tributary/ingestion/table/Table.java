package dev.tributary.ingestion.table;

import dev.tributary.ingestion.content.ByteSource;
import dev.tributary.ingestion.table.Row.Sheet;
import dev.tributary.ingestion.table.Rows.Raw;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// A table that is read row by row, in memory that does not grow with it. For one thread.
public final class Table implements AutoCloseable {

  /// Within how many rows the header row is looked for; some have a title above it.
  private static final int HEADER_WITHIN = 20;

  /// What Excel writes above a table to say how its columns are parted.
  private static final Pattern SEPARATOR_LINE = Pattern.compile("sep=(.)(\r\n|\n|\r|$)");

  private final Dialect dialect;
  private final Rows rows;
  private final Sheet sheet;
  private final int width;
  private @Nullable Raw pushedBack;

  private Table(Dialect dialect, Rows rows, Sheet sheet, int width, @Nullable Raw pushedBack) {
    this.dialect = dialect;
    this.rows = rows;
    this.sheet = sheet;
    this.width = width;
    this.pushedBack = pushedBack;
  }

  /// What is written in front of the rows of a table.
  private record Beginning(List<String> names, Columns columns, int width, @Nullable Raw first) {}

  /// How the columns of `bytes` are parted; none if they are no table that one can tell by looking
  /// at their beginning: XML, JSON, not text at all, or text that falls into no columns.
  public static Optional<Dialect> dialect(ByteSource bytes) throws IOException {
    var text = Text.start(bytes);
    return text.isPlain() ? dialect(text, TableDeclaration.NONE) : Optional.empty();
  }

  private static Optional<Dialect> dialect(Text text, TableDeclaration declaration) {
    var quote = declaration.quote().orElse('"');
    return declaration
        .delimiter()
        .or(() -> separator(text).filter(delimiter -> !delimiter.equals(quote)))
        .map(delimiter -> new Dialect(delimiter, quote))
        .or(() -> Dialect.of(text.start(), text.complete(), quote))
        .or(() -> Dialect.ofHeader(text.start(), quote));
  }

  /// What the table itself says that it is parted by.
  private static Optional<Character> separator(Text text) {
    var line = SEPARATOR_LINE.matcher(text.start());
    return line.lookingAt() ? Optional.of(line.group(1).charAt(0)) : Optional.empty();
  }

  /// Whether `bytes` are a table that needs no declaration, whatever its file is called.
  public static boolean hasUsualColumns(ByteSource bytes) throws IOException {
    if (dialect(bytes).isEmpty()) {
      return false;
    }
    try (var _ = open(bytes, "", TableDeclaration.NONE)) {
      return true;
    } catch (TableException other) {
      return false;
    }
  }

  /// The first row of `bytes` in that dialect.
  public static List<String> firstRow(ByteSource bytes, Dialect dialect) throws IOException {
    var text = Text.start(bytes);
    try (var rows = new Rows(text, dialect, skipped(text))) {
      var first = rows.next();
      return first == null ? List.of() : first.cells();
    }
  }

  /// Opens a table and reads up to its first row.
  ///
  /// @param file its name among joined ones; empty for the table itself
  /// @throws TableException if its columns are not those that are declared, or nothing is declared
  ///   and they have no usual names
  public static Table open(ByteSource bytes, String file, TableDeclaration declaration)
      throws IOException {
    var text = Text.of(bytes, declaration.encoding());
    var dialect = dialect(text, declaration).orElse(Dialect.PLAIN);
    var rows = new Rows(text, dialect, skipped(text));
    try {
      var beginning = beginning(rows, declaration);
      var sheet = new Sheet(file, beginning.names, beginning.columns);
      return new Table(dialect, rows, sheet, beginning.width, beginning.first);
    } catch (Throwable failure) {
      rows.close();
      throw failure;
    }
  }

  private static int skipped(Text text) {
    return separator(text).isPresent() ? 1 : 0;
  }

  private static Beginning beginning(Rows rows, TableDeclaration declaration) throws IOException {
    @Nullable Raw first = null;
    for (var raw = rows.next(); raw != null && raw.number() <= HEADER_WITHIN; raw = rows.next()) {
      if (isBlank(raw)) {
        continue;
      }
      first = first == null ? raw : first;
      var width = raw.cells().size();
      var names = declaration.isByNumber() ? numbers(width) : raw.cells();
      var columns = Columns.of(declaration, names);
      if (columns.isPresent()) {
        return new Beginning(
            names, sound(columns.get(), raw), width, declaration.isByNumber() ? raw : null);
      }
    }
    throw first == null ? empty() : missing(declaration, first.cells(), first.line());
  }

  private static List<String> numbers(int width) {
    return IntStream.rangeClosed(1, width).mapToObj("column[%d]"::formatted).toList();
  }

  private static Columns sound(Columns columns, Raw header) throws TableException {
    var lack = columns.lack();
    if (lack.isPresent()) {
      throw new TableException(
          "table.columns",
          "expected %s, found the columns %s; add it, or declare `table.columns` in provider.yaml"
              .formatted(lack.get(), shown(header.cells())),
          Optional.of(shown(header.cells())),
          header.line());
    }
    return columns;
  }

  private static TableException empty() {
    return new TableException(
        "container.empty",
        "expected a table, found no row with anything in it",
        Optional.empty(),
        1);
  }

  /// Why `cells` are not the columns that were expected.
  static TableException missing(TableDeclaration declaration, List<String> cells, int line) {
    var shown = shown(cells);
    if (declaration.isWithoutColumns()) {
      return new TableException(
          "table.columns",
          ("expected a header row with usual names of columns (%s, …), found %s; add one, or"
                  + " declare `table.columns` in provider.yaml, by number where there is no header"
                  + " row")
              .formatted(Columns.SOME_USUAL_NAMES, shown),
          Optional.of(shown),
          line);
    }
    var lost =
        Columns.missing(declaration, declaration.isByNumber() ? List.of() : cells, cells.size())
            .stream()
            .map(String::valueOf)
            .collect(Collectors.joining(", "));
    return new TableException(
        "table.columns",
        ("expected the column %s, which provider.yaml declares, found the columns %s; send it, or"
                + " mend `table` in provider.yaml")
            .formatted(lost, shown),
        Optional.of(shown),
        line);
  }

  private static String shown(List<String> cells) {
    var all = String.join(" | ", cells).strip();
    return all.length() > 200 ? all.substring(0, 200) + "…" : all;
  }

  private static boolean isBlank(Raw raw) {
    return raw.fault().isEmpty() && raw.cells().stream().allMatch(String::isBlank);
  }

  /// How its columns are parted.
  public Dialect dialect() {
    return dialect;
  }

  /// What is the same for all rows.
  public Sheet sheet() {
    return sheet;
  }

  /// The next row that is not blank, and not the header row once more; null after the last. One
  /// that has not as many columns as the first has a fault.
  ///
  /// @throws TableException if nothing further can be read
  public @Nullable Row next() throws IOException {
    var raw = pushedBack == null ? rows.next() : pushedBack;
    pushedBack = null;
    while (raw != null && (isBlank(raw) || raw.cells().equals(sheet.names()))) {
      raw = rows.next();
    }
    return raw == null ? null : row(raw);
  }

  private Row row(Raw raw) throws IOException {
    if (raw.fault().isPresent()) {
      return new Row(sheet, raw.number(), raw.line(), raw.sound(), raw.fault());
    }
    var cells = raw.cells();
    var extra = cells.subList(Math.min(width, cells.size()), cells.size());
    if (cells.size() >= width && extra.stream().allMatch(String::isBlank)) {
      return new Row(sheet, raw.number(), raw.line(), cells, Optional.empty());
    }
    rows.reject(raw);
    return new Row(
        sheet,
        raw.number(),
        raw.line(),
        Collections.unmodifiableList(cells),
        Optional.of(
            "it has %d columns: %s"
                .formatted(
                    cells.size(),
                    cells.size() < width
                        ? "a value is missing, or a quote is not closed"
                        : "a value that has a %s in it has to be quoted"
                            .formatted(dialect.word()))));
  }

  /// How many columns a row has to have.
  public int width() {
    return width;
  }

  @Override
  public void close() throws IOException {
    rows.close();
  }
}
