package dev.tributary.ingestion.shipment;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/// What comes out of an archive, held against what went in: at most so much for each file, for all
/// of them, and for what is between them.
final class MeteredStream extends InputStream {
  /// How much of the archive is read ahead at most, and so not yet of the file that is being read.
  static final int BUFFER = 8 << 10;

  /// Names and attributes of one file.
  private static final long HEADER_BYTES = 1 << 20;

  static final String FILE = "at most %,d bytes in a file";

  private final InputStream in;
  private final PackedStream packed;
  private final ShipmentLimits limits;

  private String path = "";
  private String expected = "";
  private long most = HEADER_BYTES;
  private long bytes;
  private long packedBefore;
  private long allBytes;

  MeteredStream(InputStream in, PackedStream packed, ShipmentLimits limits) {
    this.in = in;
    this.packed = packed;
    this.limits = limits;
  }

  /// What comes now says what the next file is.
  void beginHeader() {
    begin("", "at most %,d bytes for the name and attributes of a file", HEADER_BYTES);
  }

  /// What comes now is the file `path`.
  void beginFile(String path) {
    begin(path, FILE, limits.fileBytes());
  }

  private void begin(String path, String expected, long most) {
    this.path = path;
    this.expected = expected;
    this.most = most;
    bytes = 0;
    packedBefore = packed.bytes();
  }

  /// Reads what is behind the last file, since the sum that proves the archive is there.
  void passOverTheEnd() throws IOException {
    beginFile("");
    new EntryStream(this, "").transferTo(OutputStream.nullOutputStream());
  }

  @Override
  public int read() throws IOException {
    var one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int read = in.read(buffer, offset, length);
    bytes += Math.max(0, read);
    allBytes += Math.max(0, read);
    check();
    return read;
  }

  private void check() throws RefusedException {
    if (bytes > most) {
      throw Archive.bomb(path, expected, most, bytes);
    }
    if (allBytes > limits.archiveBytes()) {
      throw Archive.bomb(path, "at most %,d bytes in an archive", limits.archiveBytes(), allBytes);
    }
    long taken = packed.bytes() - packedBefore + BUFFER;
    long allowed = Math.max(limits.ratioFloor(), taken * limits.ratio());
    if (bytes > allowed) {
      throw Archive.bomb(path, "at most %,d bytes out of so few", allowed, bytes);
    }
  }
}
