package dev.tributary.ingestion.mapping;

import dev.tributary.ingestion.table.Dialect;
import dev.tributary.ingestion.table.Portion;
import dev.tributary.ingestion.table.Table;
import dev.tributary.ingestion.table.TableDeclaration.Header.Named;
import dev.tributary.ingestion.table.TableException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/// Recognises tables of text by their falling into columns, row after row; and portions of them.
final class TableIdentification {

  static final String FORMAT = "csv";

  private TableIdentification() {}

  /// The table that `content` is, if it is one. Its root is the header row in the form in which
  /// such rows are compared.
  ///
  /// @throws MappingException if its first row cannot be read
  static Optional<Identification> of(Content content) throws IOException {
    try {
      return read(content);
    } catch (TableException refused) {
      throw TableMapping.refusal(refused);
    }
  }

  private static Optional<Identification> read(Content content) throws IOException {
    var portion = Portion.top(content::open);
    if (portion.isPresent()) {
      return Optional.of(identification(portion.get().dialect(), portion.get().names().getFirst()));
    }
    var dialect = Table.dialect(content::open);
    return dialect.isEmpty()
        ? Optional.empty()
        : Optional.of(identification(dialect.get(), Table.firstRow(content::open, dialect.get())));
  }

  private static Identification identification(Dialect dialect, List<String> header) {
    return new Identification(
        StandardCharsets.UTF_8.name(),
        Named.key(header),
        "",
        FORMAT,
        dialect.word(),
        "table",
        Optional.empty());
  }
}
