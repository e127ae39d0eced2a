package dev.tributary.cli.filter;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.InputStream;
import java.util.concurrent.atomic.AtomicLong;

/// An input without end: the numbers from 1 on, a line each.
final class Numbers extends InputStream {
  private final AtomicLong bytesRead = new AtomicLong();
  private byte[] line = new byte[0];
  private int position;
  private long number;

  /// How much was read of it by now.
  long bytesRead() {
    return bytesRead.get();
  }

  @Override
  public int read() {
    if (position == line.length) {
      number++;
      line = (number + "\n").getBytes(UTF_8);
      position = 0;
    }
    bytesRead.incrementAndGet();
    return line[position++];
  }

  @Override
  public int read(byte[] target, int offset, int length) {
    target[offset] = (byte) read();
    return 1;
  }
}
