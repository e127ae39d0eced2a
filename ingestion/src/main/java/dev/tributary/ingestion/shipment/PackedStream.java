package dev.tributary.ingestion.shipment;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/// The bytes of an archive, counted. That the disk fails is ours, and told apart from all that is
/// wrong with the archive: as an [UncheckedIOException].
final class PackedStream extends FilterInputStream {
  private long bytes;

  PackedStream(InputStream in) {
    super(in);
  }

  /// How many were read.
  long bytes() {
    return bytes;
  }

  @Override
  public int read() {
    var one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
  }

  @Override
  public int read(byte[] buffer, int offset, int length) {
    try {
      int read = super.read(buffer, offset, length);
      bytes += Math.max(0, read);
      return read;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  @Override
  public long skip(long bytes) {
    throw new UnsupportedOperationException("every byte of an archive is read");
  }
}
