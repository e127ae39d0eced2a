package dev.tributary.ingestion.fuzz;

import dev.tributary.ingestion.catalogue.ProductKey;
import dev.tributary.ingestion.json.Json;
import dev.tributary.ingestion.mapping.Attribution;
import dev.tributary.ingestion.mapping.Content;
import dev.tributary.ingestion.mapping.Identification;
import dev.tributary.ingestion.mapping.MappingException;
import dev.tributary.ingestion.mapping.Mappings;
import dev.tributary.ingestion.model.CanonicalDocument;
import dev.tributary.ingestion.rules.Examination;
import dev.tributary.ingestion.rules.Severities;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;

/// Messages on their way from bytes to what the catalogue takes in. A base mapping that fails is a
/// fault of ours, whatever the message is.
final class ReadMessages {
  private static final Mappings MAPPINGS = Mappings.base();

  private ReadMessages() {}

  static void identify(byte[] message) throws IOException {
    try {
      var identification = Identification.of(Content.of(message));
      var _ = Attribution.of(identification, Optional.empty(), MAPPINGS);
    } catch (MappingException _) {
      // refused, with a reason
    }
  }

  static void map(byte[] message) throws IOException {
    map(Content.of(message));
  }

  /// What comes of it has to survive the rules, and the way to the next application.
  static void map(Content message) throws IOException {
    try {
      var identification = MAPPINGS.identify(message, Optional.empty());
      var attribution = Attribution.of(identification, Optional.empty(), MAPPINGS);
      var mapping = MAPPINGS.mapping(identification, attribution.settings());
      var sent = Json.bytes(mapping.map(message));
      var document = Json.readOwn(sent, CanonicalDocument.class);
      var examination =
          Examination.of(document, Optional.empty(), Severities.DEFAULT, Instant.EPOCH);
      for (var product : examination.soundProducts()) {
        var _ = ProductKey.of(attribution.name(), product.identifiers());
      }
    } catch (MappingException _) {
      // refused, with a reason
    }
  }
}
