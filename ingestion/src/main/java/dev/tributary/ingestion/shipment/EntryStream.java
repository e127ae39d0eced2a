package dev.tributary.ingestion.shipment;

import java.io.IOException;
import java.io.InputStream;

/// One file: what cannot be read of it is the archive's fault.
final class EntryStream extends InputStream {
  private final InputStream in;
  private final String path;

  @FunctionalInterface
  interface Reading<T> {
    T read() throws IOException;
  }

  EntryStream(InputStream in, String path) {
    this.in = in;
    this.path = path;
  }

  @Override
  public int read() throws IOException {
    return sound(path, in::read);
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    return sound(path, () -> in.read(buffer, offset, length));
  }

  static <T> T sound(String path, Reading<T> reading) throws IOException {
    try {
      return reading.read();
    } catch (RefusedException known) {
      throw known;
    } catch (IOException | IllegalArgumentException damage) {
      throw Archive.damaged(path, String.valueOf(damage.getMessage()));
    }
  }
}
