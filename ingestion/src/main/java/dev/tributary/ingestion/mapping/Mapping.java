package dev.tributary.ingestion.mapping;

import dev.tributary.ingestion.model.CanonicalDocument;
import java.io.IOException;

/// Turns a provider's message into the canonical document. Safe for use by many threads; a mapping
/// holds nothing of the messages that it has read.
public interface Mapping {

  /// Reads the message from its first byte to its last.
  ///
  /// @throws MappingException if the content is at fault: the provider has to send it again
  /// @throws StylesheetException if the mapping is at fault: it has to be mended, and then the same
  ///   message can be mapped again
  /// @throws IOException if the bytes cannot be read
  CanonicalDocument map(Content content) throws IOException;

  /// A hash of everything that decides what comes out for a message: the same version, the same
  /// result. It travels with the product as its provenance.
  String version();
}
