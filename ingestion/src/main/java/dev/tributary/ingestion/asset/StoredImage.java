package dev.tributary.ingestion.asset;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import javax.imageio.stream.FileImageInputStream;

/// The bytes of an image, as [StoredBytes] are those of sound.
final class StoredImage extends FileImageInputStream {
  private final Patience patience;

  /// @throws IOException if the file cannot be opened
  StoredImage(Path path, Patience patience) throws IOException {
    super(path.toFile());
    this.patience = patience;
  }

  @Override
  public int read() {
    patience.check();
    try {
      return super.read();
    } catch (IOException ofDisk) {
      throw new UncheckedIOException(ofDisk);
    }
  }

  @Override
  public int read(byte[] bytes, int offset, int length) {
    patience.check();
    try {
      return super.read(bytes, offset, length);
    } catch (IOException ofDisk) {
      throw new UncheckedIOException(ofDisk);
    }
  }
}
