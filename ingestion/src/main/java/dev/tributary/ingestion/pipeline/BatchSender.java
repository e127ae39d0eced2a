package dev.tributary.ingestion.pipeline;

import dev.tributary.ingestion.content.ContentStore;
import dev.tributary.ingestion.mapping.Attribution;
import dev.tributary.ingestion.mapping.Content;
import dev.tributary.ingestion.mapping.Identification;
import dev.tributary.ingestion.mapping.LiveMappings;
import dev.tributary.ingestion.mapping.MappingException;
import dev.tributary.ingestion.model.ProductDelivery;
import dev.tributary.ingestion.model.ProductDelivery.Kind;
import java.io.IOException;
import java.util.Optional;

/// Whose a DDEX batch is: what of it is refused before anybody reads it is told to them, too.
record BatchSender(LiveMappings mappings, ContentStore store) {
  /// The format of what a batch holds, until it is known in which version.
  static final String FORMAT = "ern";

  /// The provider that was named at intake, or that the manifest of `delivery` names; none for what
  /// is no batch.
  Optional<String> of(ProductDelivery delivery) throws IOException {
    if (delivery.kind() != Kind.BATCH) {
      return Optional.empty();
    }
    return delivery.provider().isPresent() ? delivery.provider() : named(delivery);
  }

  private Optional<String> named(ProductDelivery batch) throws IOException {
    try {
      var manifest = Identification.of(Content.of(store.path(batch.content())));
      return manifest
          .sender()
          .map(_ -> Attribution.of(manifest, Optional.empty(), mappings.current()).name());
    } catch (MappingException unread) {
      return Optional.empty();
    }
  }
}
