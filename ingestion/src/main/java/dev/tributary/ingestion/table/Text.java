package dev.tributary.ingestion.table;

import dev.tributary.ingestion.content.ByteSource;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// The characters of a table, once it is known in which encoding they are written.
///
/// @param start the first characters
/// @param complete whether these are all
record Text(ByteSource bytes, Charset charset, int mark, String start, boolean complete) {

  private static final int FIRST = 4 << 10;
  private static final int START = 64 << 10;
  private static final Charset WESTERN = Charset.forName("windows-1252");

  /// Encoding as declared, or by a byte order mark, or UTF-8 if all of it is, or else Windows-1252,
  /// in which most of what is not UTF-8 was written.
  static Text of(ByteSource bytes, Optional<Charset> declared) throws IOException {
    var head = head(bytes, START);
    var isFound = declared.isEmpty() && (hasMore(head.bytes) || isUtf8(bytes));
    if (isFound || mark(head.bytes) > 0) {
      return of(bytes, head);
    }
    return of(bytes, head, declared.orElse(WESTERN));
  }

  /// The encoding is guessed by the beginning, without reading on.
  static Text start(ByteSource bytes) throws IOException {
    var first = of(bytes, head(bytes, FIRST));
    return first.complete || !first.isPlain() ? first : of(bytes, head(bytes, START));
  }

  private static final class Head {
    final byte[] bytes;
    final boolean complete;

    Head(byte[] bytes, boolean complete) {
      this.bytes = bytes;
      this.complete = complete;
    }
  }

  private static Head head(ByteSource bytes, int length) throws IOException {
    try (var in = bytes.open()) {
      var head = in.readNBytes(length);
      return new Head(head, head.length < length);
    }
  }

  private static Text of(ByteSource bytes, Head head) throws IOException {
    return of(bytes, head, found(head.bytes));
  }

  private static Text of(ByteSource bytes, Head head, Charset charset) {
    var mark = mark(head.bytes);
    var start = new String(head.bytes, mark, head.bytes.length - mark, charset);
    return new Text(bytes, charset, mark, start, head.complete);
  }

  /// Whether it is neither XML nor JSON, and has no control characters.
  boolean isPlain() {
    var plain = start.stripLeading();
    return !plain.isEmpty()
        && "<{[".indexOf(plain.charAt(0)) < 0
        && plain.chars().noneMatch(c -> c < ' ' && "\t\r\n\f".indexOf(c) < 0);
  }

  private static int mark(byte[] head) {
    return starts(head, 0xEF, 0xBB, 0xBF)
        ? 3
        : starts(head, 0xFE, 0xFF) || starts(head, 0xFF, 0xFE) ? 2 : 0;
  }

  private static Charset marked(byte[] head, int mark) {
    return mark == 3
        ? StandardCharsets.UTF_8
        : head[0] == (byte) 0xFE ? StandardCharsets.UTF_16BE : StandardCharsets.UTF_16LE;
  }

  private static boolean starts(byte[] head, int... bytes) {
    for (var i = 0; i < bytes.length; i++) {
      if (i >= head.length || (head[i] & 0xFF) != bytes[i]) {
        return false;
      }
    }
    return true;
  }

  private static Charset found(byte[] head) throws IOException {
    if (mark(head) > 0) {
      return marked(head, mark(head));
    }
    if (head.length > 1 && head[0] != 0 && head[1] == 0) {
      return StandardCharsets.UTF_16LE;
    }
    if (head.length > 1 && head[0] == 0 && head[1] != 0) {
      return StandardCharsets.UTF_16BE;
    }
    return isUtf8(() -> new ByteArrayInputStream(head)) ? StandardCharsets.UTF_8 : WESTERN;
  }

  /// Whether characters beyond ASCII are in the beginning, so that it tells the encoding.
  private static boolean hasMore(byte[] head) {
    for (var one : head) {
      if (one < 0) {
        return true;
      }
    }
    return false;
  }

  /// A character that is cut off at the end is no fault.
  private static boolean isUtf8(ByteSource bytes) throws IOException {
    var decoder = StandardCharsets.UTF_8.newDecoder();
    var buffer = ByteBuffer.allocate(START);
    var characters = CharBuffer.allocate(START);
    try (var in = bytes.open()) {
      for (int read = in.read(buffer.array(), 0, START); read > 0; ) {
        buffer.position(buffer.position() + read).flip();
        if (decoder.decode(buffer, characters.clear(), false).isError()) {
          return false;
        }
        buffer.compact();
        read = in.read(buffer.array(), buffer.position(), buffer.remaining());
      }
    }
    return true;
  }

  /// All of them, from after `lines` lines on. What is not in the encoding is an error, rather than
  /// something else.
  Reader from(int lines) throws IOException {
    var in = bytes.open();
    in.skipNBytes(mark);
    var reader = new BufferedReader(new InputStreamReader(in, decoder()), START);
    for (var line = 0; line < lines; line++) {
      skipLine(reader);
    }
    return reader;
  }

  private CharsetDecoder decoder() {
    return charset
        .newDecoder()
        .onMalformedInput(CodingErrorAction.REPORT)
        .onUnmappableCharacter(CodingErrorAction.REPORT);
  }

  private static void skipLine(BufferedReader reader) throws IOException {
    for (var c = reader.read(); c >= 0 && c != '\n'; c = reader.read()) {
      if (c == '\r') {
        reader.mark(1);
        if (reader.read() != '\n') {
          reader.reset();
        }
        return;
      }
    }
  }
}
