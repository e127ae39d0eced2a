package dev.tributary.ingestion.asset;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/// The bytes of a file, which tells our failures from those of the content: decoders report what is
/// wrong with it by an [IOException], too.
final class StoredBytes extends FilterInputStream {
  StoredBytes(InputStream in) {
    super(in);
  }

  @Override
  public int read() {
    try {
      return super.read();
    } catch (IOException ofDisk) {
      throw new UncheckedIOException(ofDisk);
    }
  }

  @Override
  public int read(byte[] bytes, int offset, int length) {
    try {
      return super.read(bytes, offset, length);
    } catch (IOException ofDisk) {
      throw new UncheckedIOException(ofDisk);
    }
  }
}
