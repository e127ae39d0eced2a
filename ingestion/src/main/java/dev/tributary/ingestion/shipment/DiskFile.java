package dev.tributary.ingestion.shipment;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/// A file below a path that a user gave.
///
/// @param location where it really is, links resolved
record DiskFile(Path location, String path, long bytes) implements PackageFile {

  @Override
  public InputStream open() throws IOException {
    return Files.newInputStream(location, LinkOption.NOFOLLOW_LINKS);
  }
}
