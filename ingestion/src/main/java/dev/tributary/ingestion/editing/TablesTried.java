package dev.tributary.ingestion.editing;

import dev.tributary.ingestion.content.ContentStore;
import dev.tributary.ingestion.mapping.Attribution;
import dev.tributary.ingestion.mapping.Content;
import dev.tributary.ingestion.mapping.Identification;
import dev.tributary.ingestion.mapping.MappingException;
import dev.tributary.ingestion.mapping.Mappings;
import dev.tributary.ingestion.mapping.Provider;
import dev.tributary.ingestion.model.ProductDelivery;
import dev.tributary.ingestion.shipment.DeclaredTables;
import dev.tributary.ingestion.table.TableDeclaration;
import dev.tributary.ingestion.table.TableDeclaration.Join;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// What is declared of tables in the mappings that are tried.
record TablesTried(Mappings mappings, ContentStore store) implements DeclaredTables {

  @Override
  public TableDeclaration of(ProductDelivery delivery) throws IOException {
    return settings(delivery).flatMap(Provider::table).orElse(TableDeclaration.NONE);
  }

  private Optional<Provider> settings(ProductDelivery delivery) throws IOException {
    var named = delivery.provider();
    try {
      var identification = Identification.of(Content.of(store.path(delivery.content())));
      return Attribution.of(identification, named, mappings).settings();
    } catch (MappingException unknown) {
      return named.flatMap(mappings::find);
    }
  }

  @Override
  public List<Join> joins(Optional<String> provider) {
    return provider
        .flatMap(mappings::find)
        .flatMap(Provider::table)
        .map(TableDeclaration::joins)
        .orElse(List.of());
  }
}
