package dev.tributary.ingestion.content;

import java.io.IOException;
import java.io.InputStream;

/// Bytes that can be read from their start, as often as wanted.
@FunctionalInterface
public interface ByteSource {

  /// A new stream over all bytes; the caller closes it.
  InputStream open() throws IOException;
}
