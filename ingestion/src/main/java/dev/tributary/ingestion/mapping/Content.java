package dev.tributary.ingestion.mapping;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/// The bytes of a provider's message. They are read once to identify them and again to map them, so
/// every call of [#open] starts at the first byte.
@FunctionalInterface
public interface Content {

  /// A new stream over all bytes; the caller closes it.
  InputStream open() throws IOException;

  static Content of(byte[] bytes) {
    return () -> new ByteArrayInputStream(bytes);
  }

  static Content of(Path file) {
    return () -> Files.newInputStream(file);
  }
}
