package dev.tributary.ingestion.mapping;

import dev.tributary.ingestion.model.CanonicalDocument.Finding;
import dev.tributary.ingestion.model.CanonicalDocument.Location;
import java.io.CharConversionException;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.exc.UnexpectedEndOfInputException;
import tools.jackson.core.json.JsonFactory;

/// Reads JSON that somebody else wrote, token by token; everything in it is bounded. What is wrong
/// with it is thrown as a [MappingException] that names the place: the line, and the path as a JSON
/// pointer (RFC 6901), such as `/publications/2/metadata/title`.
///
/// A key that stands twice in an object is refused: which of the two values is meant, no two
/// programs agree on (RFC 8259, 4). So is whatever follows the value. A byte order mark is passed
/// over (8.1). For one message and one thread.
final class JsonTokens implements Closeable {

  /// Bounds that are counted here, in the words of messages, stand before the parser's own.
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(Integer.MAX_VALUE)
                  .maxStringLength(Integer.MAX_VALUE)
                  .build())
          .build();

  private final JsonParser parser;
  private final Limits limits;
  private final Deque<Set<String>> keys = new ArrayDeque<>();
  private long values;

  private JsonTokens(JsonParser parser, Limits limits) {
    this.parser = parser;
    this.limits = limits;
  }

  /// @param in the message from its first byte; closed with this
  static JsonTokens of(InputStream in, Limits limits) throws IOException {
    try {
      var bytes = LimitedStream.of(in, limits, () -> new Location("/", 1));
      return new JsonTokens(FACTORY.createParser(ObjectReadContext.empty(), bytes), limits);
    } catch (JacksonIOException e) {
      if (isOfEncoding(e.getCause())) {
        throw inAnotherEncoding(e, new Location("/", 1));
      }
      throw e.getCause();
    }
  }

  /// Whether it is not the bytes that cannot be read, but what they are to mean.
  private static boolean isOfEncoding(@Nullable IOException failure) {
    return failure instanceof CharConversionException
        || (failure != null
            && String.valueOf(failure.getMessage()).startsWith("Unsupported UCS-4"));
  }

  private static MappingException inAnotherEncoding(JacksonException e, Location at) {
    var said = e.getOriginalMessage();
    return MappingException.of(
        "json.encoding",
        "expected JSON in UTF-8, found in line %d: %s; write the file in UTF-8"
            .formatted(at.line(), said),
        said,
        at);
  }

  /// The next token, or null at the end of the message.
  ///
  /// @throws MappingException if the message is no JSON from here on, or goes beyond a limit
  /// @throws IOException if its bytes cannot be read
  @Nullable JsonToken next() throws IOException {
    @Nullable JsonToken token = read();
    if (token == null) {
      return null;
    }
    switch (token) {
      case START_OBJECT, START_ARRAY -> open();
      case END_OBJECT, END_ARRAY -> keys.pop();
      case PROPERTY_NAME -> named();
      default -> count();
    }
    return token;
  }

  /// The same where the message cannot end.
  JsonToken expected() throws IOException {
    @Nullable JsonToken token = next();
    if (token == null) {
      throw refuse("json.malformed", "expected a JSON value, found the end of the file");
    }
    return token;
  }

  /// Passes over the rest of the object or array that has just begun.
  void skip() throws IOException {
    var depth = keys.size();
    while (keys.size() >= depth) {
      expected();
    }
  }

  /// Makes sure that nothing follows.
  void expectEnd() throws IOException {
    @Nullable JsonToken token = read();
    if (token != null) {
      throw refuse(
          "json.malformed",
          ("expected nothing after the value that the file is, found more in line %d; several values"
                  + " belong into one array")
              .formatted(line()));
    }
  }

  private @Nullable JsonToken read() throws IOException {
    try {
      return parser.nextToken();
    } catch (JacksonException e) {
      throw failure(e);
    }
  }

  /// The text of the value or key that has been read last.
  String text() throws IOException {
    try {
      return parser.getString();
    } catch (JacksonException e) {
      throw failure(e);
    }
  }

  /// The line in which the last token begins.
  int line() {
    return Math.max(1, parser.currentTokenLocation().getLineNr());
  }

  private void open() {
    if (keys.size() >= limits.depth()) {
      throw refuse(
          "json.too-deep",
          "expected at most %d objects and arrays within each other, found more"
              .formatted(limits.depth()));
    }
    keys.push(new HashSet<>());
    count();
  }

  private void count() {
    if (++values > limits.elements()) {
      throw refuse(
          "json.too-many-values",
          "expected at most %,d values in a message, found more; send fewer products at a time"
              .formatted(limits.elements()));
    }
  }

  private void named() throws IOException {
    var key = text();
    if (!keys.element().add(key)) {
      throw MappingException.of(
          "json.duplicate-key",
          "expected every key of an object once, found \"%s\" again; nobody can know which is meant"
              .formatted(key),
          key,
          here());
    }
  }

  private Location here() {
    return new Location(path(), line());
  }

  private String path() {
    var pointer = parser.streamReadContext().pathAsPointer().toString();
    return pointer.isEmpty() ? "/" : pointer;
  }

  private MappingException refuse(String rule, String message) {
    return new MappingException(new Finding(rule, message, Optional.empty(), Optional.of(here())));
  }

  /// What the parser complains of, which it tells with snippets of the source that are left out
  /// here.
  private RuntimeException failure(JacksonException e) throws IOException {
    if (e instanceof JacksonIOException unreadable && !isOfEncoding(unreadable.getCause())) {
      throw unreadable.getCause();
    }
    var said = e.getOriginalMessage();
    var line = e.getLocation() == null ? line() : Math.max(1, e.getLocation().getLineNr());
    var at = new Location(path(), line);
    if (e instanceof UnexpectedEndOfInputException || said.startsWith("Unexpected end-of-input")) {
      return MappingException.of(
          "json.malformed",
          "expected JSON to its end, found the file cut off in line %d; send it again as a whole"
              .formatted(line),
          said,
          at);
    }
    return said.contains("UTF-8") || said.contains("UTF-32")
        ? inAnotherEncoding(e, at)
        : MappingException.of(
            "json.malformed",
            "expected well-formed JSON, found in line %d: %s".formatted(line, said),
            said,
            at);
  }

  @Override
  public void close() {
    parser.close();
  }
}
