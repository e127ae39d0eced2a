package dev.tributary.ingestion.marc;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads the records of a file one by one, by what stands at the end of each (ISO 2709, 4.5),
/// rather than by the lengths that they state: a wrong length costs one record then. For one
/// thread.
public final class MarcRecords {

  private static final int RECORD_TERMINATOR = 0x1D;
  private static final int FIELD_TERMINATOR = 0x1E;

  /// A length of five digits leaves no room for more; some have none, and are longer.
  private static final int LONGEST = 1 << 20;

  /// Length, status, type and so on; `22` and `4500` are the same in every record of MARC 21.
  private static final Pattern LEADER =
      Pattern.compile("(?s)[\\d ]{5}[\\p{Print}]{5}22[\\d ]{5}.{3}4[\\p{Print}]{3}.*");

  /// The leader, and the first byte of what follows it.
  private static final int HEAD = 25;

  /// Where the leader says the encoding: `a` is UTF-8, a blank MARC-8.
  private static final int ENCODING = 9;

  private static final String PORTION = "tributary-marc ";
  private static final Pattern PORTION_LINE = Pattern.compile(PORTION + "(\\d{1,9})\n(?s:.*)");

  private final InputStream in;
  private int number;

  /// A record as it lies in the file.
  public static final class Framed {
    private final int number;
    private final byte[] bytes;
    private final boolean whole;

    private Framed(int number, byte[] bytes, boolean whole) {
      this.number = number;
      this.bytes = bytes;
      this.whole = whole;
    }

    /// Which one it is in the file that the provider sent, from 1.
    public int number() {
      return number;
    }

    /// Its bytes.
    public InputStream open() {
      return new ByteArrayInputStream(bytes);
    }

    /// Writes it as it is.
    public void writeTo(OutputStream out) throws IOException {
      out.write(bytes);
    }

    /// Whether it begins as a record of MARC 21 does.
    public boolean hasLeader() {
      return LEADER
          .matcher(new String(bytes, 0, Math.min(bytes.length, HEAD), ISO_8859_1))
          .matches();
    }

    /// Whether it is in UTF-8, if its leader says so (leader/09).
    public boolean isInItsEncoding() {
      try {
        return bytes.length <= ENCODING
            || bytes[ENCODING] != 'a'
            || UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).hasRemaining();
      } catch (CharacterCodingException others) {
        return false;
      }
    }

    /// Whether its end is there.
    public boolean isWhole() {
      return whole;
    }
  }

  /// @param in the file, or a portion of one; stays the caller's to close
  public MarcRecords(InputStream in) throws IOException {
    this.in = new BufferedInputStream(in, 64 << 10);
    this.in.mark(PORTION.length() + 12);
    var portion =
        PORTION_LINE.matcher(new String(this.in.readNBytes(PORTION.length() + 11), ISO_8859_1));
    this.in.reset();
    if (portion.matches()) {
      number = Integer.parseInt(portion.group(1)) - 1;
      this.in.skipNBytes(PORTION.length() + portion.group(1).length() + 1L);
    }
  }

  /// Whether a file that begins with `head` is one of records, or a portion of one.
  public static boolean areIn(byte[] head) {
    var text = new String(head, ISO_8859_1);
    var isRecord = LEADER.matcher(text).matches() && text.indexOf(FIELD_TERMINATOR) > 0;
    return isRecord || PORTION_LINE.matcher(text).matches();
  }

  /// What stands above the records of a portion whose first one has that number.
  public static byte[] portionOf(int number) {
    return (PORTION + number + "\n").getBytes(ISO_8859_1);
  }

  /// The next one; null after the last. Of one that is too long, the rest is passed over.
  public @Nullable Framed next() throws IOException {
    var first = in.read();
    while (first == '\n' || first == '\r' || first == 0 || first == 0x1A) {
      first = in.read();
    }
    if (first < 0) {
      return null;
    }
    var bytes = new ByteArrayOutputStream();
    var one = first;
    while (one >= 0 && one != RECORD_TERMINATOR) {
      if (bytes.size() <= LONGEST) {
        bytes.write(one);
      }
      one = in.read();
    }
    if (one == RECORD_TERMINATOR) {
      bytes.write(one);
    }
    return new Framed(
        ++number, bytes.toByteArray(), one == RECORD_TERMINATOR && bytes.size() <= LONGEST);
  }
}
