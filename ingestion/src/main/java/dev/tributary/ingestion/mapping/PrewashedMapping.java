package dev.tributary.ingestion.mapping;

import dev.tributary.ingestion.model.CanonicalDocument;
import java.io.IOException;
import java.util.function.Function;

/// Washes a message and maps what comes out, by the mapping that is for that.
///
/// @param mapping for what the washed message turns out to be
record PrewashedMapping(
    PrewashChain prewash, Function<Identification, Mapping> mapping, String version)
    implements Mapping {

  @Override
  public CanonicalDocument map(Content content) throws IOException {
    var washed = prewash.apply(content);
    return mapping.apply(Identification.of(washed)).map(washed);
  }
}
