package dev.tributary.ingestion.mapping;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tributary.ingestion.content.DigestAlgorithm;
import dev.tributary.ingestion.model.CanonicalDocument;
import dev.tributary.ingestion.model.CanonicalDocument.Location;
import dev.tributary.ingestion.table.Portion;
import dev.tributary.ingestion.table.RowsByProduct;
import dev.tributary.ingestion.table.Table;
import dev.tributary.ingestion.table.TableDeclaration;
import dev.tributary.ingestion.table.TableException;
import java.io.ByteArrayInputStream;
import java.io.IOException;

/// Reads a table of products, as a provider declares it, or by the usual names of its columns.
final class TableMapping implements Mapping {

  /// Changes with what the mapping makes of a table.
  private static final String VERSION = "table 2";

  private final TableDeclaration declaration;
  private final String version;

  private TableMapping(TableDeclaration declaration, String version) {
    this.declaration = declaration;
    this.version = version;
  }

  static TableMapping of(TableDeclaration declaration) {
    var decides = (VERSION + declaration).getBytes(UTF_8);
    try {
      return new TableMapping(
          declaration, DigestAlgorithm.SHA_256.digest(new ByteArrayInputStream(decides)));
    } catch (IOException e) {
      throw new IllegalStateException("bytes in memory could not be read", e);
    }
  }

  @Override
  public String version() {
    return version;
  }

  @Override
  public CanonicalDocument map(Content content) throws IOException {
    var draft = new DocumentDraft();
    var products = new TableProducts(declaration, draft);
    try {
      var top = Portion.top(content::open);
      if (top.isPresent()) {
        Portion.read(content::open, declaration, products::add);
        return draft.document(TableIdentification.FORMAT, top.get().dialect().word(), "table");
      }
      try (var table = Table.open(content::open, "", declaration)) {
        new RowsByProduct(products::add).read(table);
        return draft.document(TableIdentification.FORMAT, table.dialect().word(), "table");
      }
    } catch (TableException refused) {
      throw refusal(refused);
    }
  }

  /// Why a table cannot be mapped.
  static MappingException refusal(TableException refused) {
    return MappingException.of(
        refused.rule(),
        refused.message(),
        refused.value().orElse(""),
        new Location("/", refused.line()));
  }
}
