package dev.tributary.ingestion.pipeline;

import dev.tributary.ingestion.content.ContentStore;
import dev.tributary.ingestion.mapping.Content;
import dev.tributary.ingestion.mapping.Identification;
import dev.tributary.ingestion.mapping.LiveMappings;
import dev.tributary.ingestion.mapping.MappingException;
import dev.tributary.ingestion.mapping.Provider;
import dev.tributary.ingestion.model.ProductDelivery;
import dev.tributary.ingestion.shipment.DeclaredTables;
import dev.tributary.ingestion.table.TableDeclaration;
import dev.tributary.ingestion.table.TableDeclaration.Join;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// What the operator's providers declare of their tables, as it is now.
record TablesOfProviders(LiveMappings mappings, ContentStore store) implements DeclaredTables {

  @Override
  public TableDeclaration of(ProductDelivery delivery) throws IOException {
    return ProviderSettings.of(mappings, delivery, identification(delivery))
        .flatMap(Provider::table)
        .orElse(TableDeclaration.NONE);
  }

  /// What cannot be identified has no sender either.
  private Optional<Identification> identification(ProductDelivery delivery) throws IOException {
    try {
      return Optional.of(Identification.of(Content.of(store.path(delivery.content()))));
    } catch (MappingException unknown) {
      return Optional.empty();
    }
  }

  @Override
  public List<Join> joins(Optional<String> provider) {
    return provider
        .flatMap(named -> ProviderSettings.of(mappings, named))
        .flatMap(Provider::table)
        .map(TableDeclaration::joins)
        .orElse(List.of());
  }
}
