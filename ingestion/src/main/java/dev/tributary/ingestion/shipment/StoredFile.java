package dev.tributary.ingestion.shipment;

import dev.tributary.ingestion.content.ByteSource;
import dev.tributary.ingestion.content.StoredContent;
import java.io.IOException;
import java.io.InputStream;

/// A file of a package whose bytes are in the content store, or on their way into it.
record StoredFile(String path, StoredContent content, ByteSource source) implements PackageFile {

  String sha256() {
    return content.sha256();
  }

  @Override
  public long bytes() {
    return content.bytes();
  }

  @Override
  public InputStream open() throws IOException {
    return source.open();
  }
}
