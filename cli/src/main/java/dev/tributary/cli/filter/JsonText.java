package dev.tributary.cli.filter;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/// JSON (RFC 8259) as bytes, read and written without a tree of it.
final class JsonText {
  /// How deep objects and arrays may lie in one another. Nothing else is bounded here, since lines
  /// are.
  static final int MAX_DEPTH = 1_000;

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH)
                  .maxNumberLength(Integer.MAX_VALUE)
                  .maxStringLength(Integer.MAX_VALUE)
                  .maxNameLength(Integer.MAX_VALUE)
                  .build())
          .build();

  private static final int DECODED_AT_ONCE = 4_096;

  /// By so many bytes a parser guesses at UTF-16 and UTF-32.
  private static final int LOOKED_AT = 4;

  private JsonText() {}

  /// Whether `bytes` are one JSON value in UTF-8 and nothing else.
  static boolean isJson(byte[] bytes) {
    try (var parser = parser(bytes)) {
      if (parser.nextToken() == null) {
        return false;
      }
      parser.skipChildren();
      requireEnd(parser);
      return true;
    } catch (JacksonException | IllegalArgumentException notJson) {
      return false;
    }
  }

  /// A parser at the start of `bytes`.
  ///
  /// @throws IllegalArgumentException if they are not UTF-8
  static JsonParser parser(byte[] bytes) {
    if (!isUtf8(bytes) || looksLikeUtf16(bytes)) {
      throw new IllegalArgumentException("expected UTF-8, got other bytes");
    }
    return FACTORY.createParser(ObjectReadContext.empty(), bytes, 0, bytes.length);
  }

  /// A NUL has no place in JSON, and the parser would guess the encoding by it.
  private static boolean looksLikeUtf16(byte[] bytes) {
    for (var at = 0; at < Math.min(LOOKED_AT, bytes.length); at++) {
      if (bytes[at] == 0) {
        return true;
      }
    }
    return false;
  }

  /// Goes on from the end of the one value that there may be.
  ///
  /// @throws IllegalArgumentException if there is another one
  static void requireEnd(JsonParser parser) {
    if (parser.nextToken() != null) {
      throw new IllegalArgumentException(
          "expected one value, got a second one at byte "
              + (parser.currentTokenLocation().getByteOffset() + 1));
    }
  }

  /// What is wrong and where, in a few words.
  static String said(JacksonException failure) {
    var location = failure.getLocation();
    var offset = location == null ? -1 : location.getByteOffset();
    return failure.getOriginalMessage() + (offset < 0 ? "" : " at byte " + (offset + 1));
  }

  static JsonGenerator generator(OutputStream out) {
    return FACTORY.createGenerator(ObjectWriteContext.empty(), out);
  }

  /// Whether `bytes` are UTF-8 (RFC 3629).
  static boolean isUtf8(byte[] bytes) {
    var decoder = UTF_8.newDecoder();
    var rest = ByteBuffer.wrap(bytes);
    var characters = CharBuffer.allocate(Math.min(bytes.length + 1, DECODED_AT_ONCE));
    while (true) {
      var result = decoder.decode(rest, characters.clear(), true);
      if (result.isError() || result.isUnderflow()) {
        return result.isUnderflow();
      }
    }
  }
}
