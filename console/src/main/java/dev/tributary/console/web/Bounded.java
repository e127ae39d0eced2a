package dev.tributary.console.web;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/// A body of which no more than so much is read.
final class Bounded extends FilterInputStream {
  private final long limit;
  private long left;

  Bounded(InputStream in, long limit) {
    super(in);
    this.limit = limit;
    this.left = limit;
  }

  @Override
  public int read() throws IOException {
    var read = super.read();
    count(read < 0 ? 0 : 1);
    return read;
  }

  @Override
  public int read(byte[] bytes, int from, int length) throws IOException {
    var read = super.read(bytes, from, length);
    count(Math.max(0, read));
    return read;
  }

  private void count(int read) {
    left -= read;
    if (left < 0) {
      throw tooLarge(limit);
    }
  }

  static RefusedException tooLarge(long limit) {
    return RefusedException.of(413, "expected at most %d bytes, got more".formatted(limit));
  }
}
