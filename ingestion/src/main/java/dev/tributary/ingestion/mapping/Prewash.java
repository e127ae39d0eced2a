package dev.tributary.ingestion.mapping;

import java.io.IOException;

/// What is done to a provider's message before anything else reads it: a class in the provider's
/// folder that mends what no parser would take, such as bytes in two encodings or a prefix that is
/// not declared. It is made once and used by many threads.
@FunctionalInterface
public interface Prewash {

  /// The message as it ought to have been sent. The same message always gives the same result.
  byte[] wash(byte[] message) throws IOException;
}
