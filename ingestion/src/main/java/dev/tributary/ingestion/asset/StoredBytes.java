package dev.tributary.ingestion.asset;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serial;
import java.io.UncheckedIOException;

/// The bytes of a file, which tells our failures from those of the content: decoders report what is
/// wrong with it by an [IOException], too. Once patience ends, nothing is read any more.
final class StoredBytes extends FilterInputStream {
  /// So often the end is told. A decoder that reads on, whatever it is told, never ends by itself.
  private static final int ENDS = 1_000;

  private final Patience patience;
  private int ends;

  /// The file has come to its end, and its decoder does not.
  static final class EndedException extends RuntimeException {
    @Serial private static final long serialVersionUID = 1;

    EndedException() {
      super("expected more of the file, found its end");
    }
  }

  StoredBytes(InputStream in, Patience patience) {
    super(in);
    this.patience = patience;
  }

  @Override
  public int read() {
    patience.check();
    try {
      return counted(super.read());
    } catch (IOException ofDisk) {
      throw new UncheckedIOException(ofDisk);
    }
  }

  @Override
  public int read(byte[] bytes, int offset, int length) {
    patience.check();
    try {
      return counted(super.read(bytes, offset, length));
    } catch (IOException ofDisk) {
      throw new UncheckedIOException(ofDisk);
    }
  }

  private int counted(int read) {
    if (read < 0 && ++ends > ENDS) {
      throw new EndedException();
    }
    return read;
  }

  @Override
  public long skip(long bytes) {
    patience.check();
    try {
      return super.skip(bytes);
    } catch (IOException ofDisk) {
      throw new UncheckedIOException(ofDisk);
    }
  }
}
