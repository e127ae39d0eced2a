package dev.tributary.cli.filter;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.ZipException;

/// What a gzip file holds (RFC 1952), of all its members. Unlike the JDK's, it takes nothing that
/// follows a member for the end but the end, or zeros up to it: a damaged second member is a
/// failure, not silence.
final class Gunzip extends InputStream {
  static final int FIRST_MAGIC = 0x1f;
  static final int SECOND_MAGIC = 0x8b;

  private static final int DEFLATE = 8;
  private static final int HEADER_CRC = 2;
  private static final int EXTRA = 4;
  private static final int NAME = 8;
  private static final int COMMENT = 16;
  private static final int TIME_AND_SYSTEM = 6;
  private static final int BUFFER = 64 << 10;

  private final InputStream in;
  private final Inflater inflater = new Inflater(true);
  private final CRC32 checksum = new CRC32();
  private final byte[] buffer = new byte[BUFFER];
  private int position;
  private int limit;
  private boolean ended;

  /// @param in at the start of the first member; closed with this
  Gunzip(InputStream in) throws IOException {
    this.in = in;
    readHeader(readByte());
  }

  @Override
  public int read() throws IOException {
    var one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    while (!ended) {
      var count = inflate(bytes, offset, length);
      if (count > 0) {
        checksum.update(bytes, offset, count);
        return count;
      }
      if (inflater.finished()) {
        position = limit - inflater.getRemaining();
        readTrailer();
        readNextHeader();
      } else if (inflater.needsInput()) {
        fill();
        inflater.setInput(buffer, 0, limit);
      } else {
        throw new ZipException("the gzip data asks for a dictionary, which gzip has not");
      }
    }
    return -1;
  }

  private int inflate(byte[] bytes, int offset, int length) throws ZipException {
    try {
      return inflater.inflate(bytes, offset, length);
    } catch (DataFormatException damaged) {
      var failure = new ZipException("the gzip data is damaged: " + damaged.getMessage());
      failure.initCause(damaged);
      throw failure;
    }
  }

  private void readTrailer() throws IOException {
    var expectedChecksum = readInt();
    var expectedSize = readInt();
    if (expectedChecksum != (int) checksum.getValue()
        || expectedSize != (int) inflater.getBytesWritten()) {
      throw new ZipException("the gzip data is damaged: its checksum or size is not as it says");
    }
  }

  /// Goes to the next member, or to the end. Zeros are what tapes and some tools pad with.
  private void readNextHeader() throws IOException {
    var next = tryReadByte();
    while (next == 0) {
      next = tryReadByte();
    }
    if (next < 0) {
      ended = true;
    } else {
      readHeader(next);
    }
  }

  private void readHeader(int first) throws IOException {
    if (first != FIRST_MAGIC || readByte() != SECOND_MAGIC || readByte() != DEFLATE) {
      throw new ZipException("expected another gzip member, found other data");
    }
    var flags = readByte();
    skip(TIME_AND_SYSTEM);
    if ((flags & EXTRA) != 0) {
      skip(readByte() | readByte() << 8);
    }
    if ((flags & NAME) != 0) {
      skipText();
    }
    if ((flags & COMMENT) != 0) {
      skipText();
    }
    if ((flags & HEADER_CRC) != 0) {
      skip(2);
    }
    checksum.reset();
    inflater.reset();
    inflater.setInput(buffer, position, limit - position);
  }

  private void skip(int count) throws IOException {
    for (var skipped = 0; skipped < count; skipped++) {
      readByte();
    }
  }

  private void skipText() throws IOException {
    while (readByte() != 0) {}
  }

  private int readInt() throws IOException {
    return readByte() | readByte() << 8 | readByte() << 16 | readByte() << 24;
  }

  private int readByte() throws IOException {
    if (position == limit) {
      fill();
    }
    return buffer[position++] & 0xff;
  }

  /// -1 at the end.
  private int tryReadByte() throws IOException {
    return position < limit || tryFill() ? readByte() : -1;
  }

  private void fill() throws IOException {
    if (!tryFill()) {
      throw new EOFException("the gzip data ends in the middle");
    }
  }

  private boolean tryFill() throws IOException {
    position = 0;
    limit = Math.max(0, in.read(buffer));
    return limit > 0;
  }

  @Override
  public void close() throws IOException {
    inflater.end();
    in.close();
  }
}
