package dev.tributary.ingestion.shipment;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// What a zip says of its entries and `java.util.zip` does not tell: how many there are before all
/// of them are loaded, which are encrypted, and which are links (APPNOTE.TXT 6.3.10, sections 4.3
/// and 4.4).
///
/// @param charset of the names that are not marked as UTF-8
record CentralDirectory(List<Header> headers, Charset charset) {

  record Header(String name, boolean encrypted, boolean link) {}

  private static final int END = 0x06054b50;
  private static final int END_LENGTH = 22;
  private static final int LONGEST_COMMENT = 0xffff;
  private static final int END_64_LOCATOR = 0x07064b50;
  private static final int END_64_LOCATOR_LENGTH = 20;
  private static final int END_64 = 0x06064b50;
  private static final int END_64_LENGTH = 56;
  private static final int HEADER = 0x02014b50;
  private static final int HEADER_LENGTH = 46;
  private static final int BYTES_PER_HEADER = 1024;

  private static final int ENCRYPTED = 1;
  private static final int NAME_IS_UTF_8 = 1 << 11;
  private static final int MADE_BY_UNIX = 3;
  private static final int FILE_TYPE = 0170000;
  private static final int SYMBOLIC_LINK = 0120000;

  /// Where the directory is and how large.
  private record End(long entries, long bytes, long offset) {}

  /// @param bytesOfName one character for each byte, since their meaning depends on all names
  private record RawHeader(int madeBy, int flags, long attributes, String bytesOfName) {

    String name(Charset charset) {
      var nameCharset = (flags & NAME_IS_UTF_8) != 0 ? StandardCharsets.UTF_8 : charset;
      return new String(bytesOfName.getBytes(StandardCharsets.ISO_8859_1), nameCharset);
    }

    boolean isNameUtf8() {
      return !name(StandardCharsets.UTF_8).contains("\ufffd");
    }
  }

  /// @throws RefusedException if it is damaged or has more than `maximum` entries
  static CentralDirectory read(FileChannel file, int maximum) throws IOException {
    var end = end(file);
    if (end.entries > maximum || end.bytes > (long) maximum * BYTES_PER_HEADER) {
      throw new RefusedException(
          Violations.error(
              "package.too-many-files",
              String.valueOf(end.entries),
              ("expected an archive of at most %,d files, found %,d (%,d bytes of "
                      + "names); send several archives")
                  .formatted(maximum, end.entries, end.bytes)));
    }
    if (end.offset < 0 || end.bytes < 0 || end.offset + end.bytes > file.size()) {
      throw damaged("a table of contents that is not within the file");
    }
    var raw = headers(read(file, end.offset, (int) end.bytes));
    var charset = charset(raw);
    return new CentralDirectory(
        raw.stream().map(header -> header(header, charset)).toList(), charset);
  }

  /// The last mark of an end has to be the end, so that all who read this see the same directory.
  private static End end(FileChannel file) throws IOException {
    int length = (int) Math.min(file.size(), END_LENGTH + LONGEST_COMMENT);
    long start = file.size() - length;
    var tail = read(file, start, length);
    int at = length - END_LENGTH;
    while (at >= 0 && tail.getInt(at) != END) {
      at--;
    }
    if (at < 0 || at + END_LENGTH + unsigned(tail.getShort(at + 20)) != length) {
      throw damaged("no end of its table of contents, as if it were cut off");
    }
    var end =
        new End(
            unsigned(tail.getShort(at + 10)),
            Integer.toUnsignedLong(tail.getInt(at + 12)),
            Integer.toUnsignedLong(tail.getInt(at + 16)));
    boolean large =
        end.entries == 0xffff || end.bytes == 0xffff_ffffL || end.offset == 0xffff_ffffL;
    int locator = at - END_64_LOCATOR_LENGTH;
    return large && locator >= 0 && tail.getInt(locator) == END_64_LOCATOR
        ? end64(file, tail.getLong(locator + 8))
        : end;
  }

  private static End end64(FileChannel file, long offset) throws IOException {
    if (offset < 0 || offset + END_64_LENGTH > file.size()) {
      throw damaged("an end of its table of contents that is not within the file");
    }
    var end = read(file, offset, END_64_LENGTH);
    if (end.getInt(0) != END_64) {
      throw damaged("no end of its table of contents where it should be");
    }
    return new End(end.getLong(32), end.getLong(40), end.getLong(48));
  }

  private static List<RawHeader> headers(ByteBuffer directory) throws RefusedException {
    var headers = new ArrayList<RawHeader>();
    int at = 0;
    while (at + HEADER_LENGTH <= directory.limit() && directory.getInt(at) == HEADER) {
      int nameLength = unsigned(directory.getShort(at + 28));
      int length =
          HEADER_LENGTH
              + nameLength
              + unsigned(directory.getShort(at + 30))
              + unsigned(directory.getShort(at + 32));
      if (at + length > directory.limit()) {
        throw damaged("an entry that is cut off in its table of contents");
      }
      var name = new byte[nameLength];
      directory.get(at + HEADER_LENGTH, name);
      headers.add(
          new RawHeader(
              directory.get(at + 5),
              directory.getShort(at + 8),
              Integer.toUnsignedLong(directory.getInt(at + 38)),
              new String(name, StandardCharsets.ISO_8859_1)));
      at += length;
    }
    return headers;
  }

  private static Header header(RawHeader raw, Charset charset) {
    long mode = raw.attributes >>> 16;
    return new Header(
        raw.name(charset),
        (raw.flags & ENCRYPTED) != 0,
        raw.madeBy == MADE_BY_UNIX && (mode & FILE_TYPE) == SYMBOLIC_LINK);
  }

  /// UTF-8 is what most write without saying so; the standard's own is the code page of the first
  /// PC.
  private static Charset charset(List<RawHeader> headers) {
    return headers.stream().allMatch(RawHeader::isNameUtf8)
        ? StandardCharsets.UTF_8
        : Charset.forName("IBM437");
  }

  private static ByteBuffer read(FileChannel file, long offset, int length) throws IOException {
    var buffer = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    while (buffer.hasRemaining() && file.read(buffer, offset + buffer.position()) >= 0) {
      // until it is full
    }
    return buffer.flip();
  }

  private static int unsigned(short value) {
    return Short.toUnsignedInt(value);
  }

  private static RefusedException damaged(String found) {
    return Archive.damaged("", found);
  }
}
