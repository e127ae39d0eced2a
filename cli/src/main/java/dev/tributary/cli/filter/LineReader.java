package dev.tributary.cli.filter;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/// The lines of one input, one after the other. A line ends with LF or CR LF, the last one also
/// with the input. Keeps one line in memory, and no more of it than a line may be long.
final class LineReader {
  private static final int BUFFER = 64 << 10;
  private static final int KEPT = 1 << 20;

  private final InputStream in;
  private final int maxBytes;
  private final byte[] buffer = new byte[BUFFER];
  private int position;
  private int limit;
  private byte[] collected = new byte[BUFFER];
  private int collectedLength;
  private long number;
  private byte[] line = new byte[0];
  private long length;

  LineReader(InputStream in, int maxBytes) {
    this.in = in;
    this.maxBytes = maxBytes;
  }

  /// The number of the line that was read last, or in which reading failed, from 1.
  long number() {
    return number;
  }

  /// The line that was read last, without its end and without a byte order mark; of one that is too
  /// long, its start.
  byte[] line() {
    return line;
  }

  /// How long the line is that was read last, in bytes.
  long length() {
    return length;
  }

  /// Whether the line that was read last is longer than a line may be.
  boolean isTooLong() {
    return length > maxBytes;
  }

  /// Goes to the next line.
  ///
  /// @return false at the end of the input
  /// @throws IOException if the input cannot be read on; what there was of the line is no line
  boolean next() throws IOException {
    number++;
    collectedLength = 0;
    length = 0;
    while (true) {
      var end = endOfLine();
      var here = (end < 0 ? limit : end) - position;
      collect(here);
      length += here;
      if (end >= 0) {
        position = end + 1;
        finish();
        return true;
      }
      if (!fill()) {
        finish();
        return length > 0;
      }
    }
  }

  /// Where in the buffer the line ends; -1 if not in it.
  private int endOfLine() {
    for (var at = position; at < limit; at++) {
      if (buffer[at] == '\n') {
        return at;
      }
    }
    return -1;
  }

  /// Puts the next `count` bytes of the buffer to what there is of the line, a carriage return and
  /// a byte order mark beyond its longest included.
  private void collect(int count) {
    var taken = (int) Math.min(count, maxBytes + 4L - collectedLength);
    if (collectedLength + taken > collected.length) {
      var doubled = (int) Math.min(2L * collected.length, maxBytes + 4L);
      collected = Arrays.copyOf(collected, Math.max(doubled, collectedLength + taken));
    }
    System.arraycopy(buffer, position, collected, collectedLength, taken);
    collectedLength += taken;
    position += count;
  }

  private boolean fill() throws IOException {
    position = 0;
    limit = Math.max(0, in.read(buffer));
    return limit > 0;
  }

  private void finish() {
    var end = collectedLength - (length == collectedLength && endsWithReturn() ? 1 : 0);
    var start = ByteOrderMark.lengthAt(collected, 0, end);
    length -= start + collectedLength - end;
    line = Arrays.copyOfRange(collected, start, isTooLong() ? Math.min(end, BUFFER) : end);
    release();
  }

  private boolean endsWithReturn() {
    return collectedLength > 0 && collected[collectedLength - 1] == '\r';
  }

  /// One long line does not keep its memory for ever.
  private void release() {
    if (collected.length > KEPT) {
      collected = new byte[BUFFER];
    }
  }
}
