package dev.tributary.ingestion.mapping;

import java.io.IOException;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.xml.sax.InputSource;
import org.xml.sax.Locator;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.AttributesImpl;
import org.xml.sax.helpers.XMLFilterImpl;
import tools.jackson.core.JsonToken;

/// Parses JSON as the XML that XPath's `json-to-xml` makes of it: `map`, `array`, `string`,
/// `number`, `boolean` and `null`, the value of a member with its key as the attribute `key` (XPath
/// and XQuery Functions and Operators 3.1, 22.1). Unlike the function it is bounded, and tells the
/// line of each value. Characters that XML does not have become U+FFFD, as the function would have
/// it. A text in an array that tells the place of a product ([ProductPlace]) becomes the
/// instruction that does so in XML. For one parse by one thread.
final class JsonReader extends XMLFilterImpl implements Locator {

  static final String NAMESPACE = "http://www.w3.org/2005/xpath-functions";

  private final Limits limits;
  private @Nullable JsonTokens tokens;

  JsonReader(Limits limits) {
    this.limits = limits;
  }

  /// Whether a message that begins with these bytes means to be JSON: an object or an array.
  static boolean begins(byte[] head) {
    for (var i = 0; i < head.length; i++) {
      switch (head[i]) {
        case '{', '[' -> {
          return true;
        }
        // White space, marks of the byte order, and the zeros of UTF-16.
        case ' ', '\t', '\r', '\n', 0, (byte) 0xEF, (byte) 0xBB, (byte) 0xBF, (byte) 0xFE, -1 -> {}
        default -> {
          return false;
        }
      }
    }
    return false;
  }

  @Override
  public void parse(InputSource input) throws SAXException, IOException {
    try (var opened = JsonTokens.of(input.getByteStream(), limits)) {
      tokens = opened;
      setDocumentLocator(this);
      startDocument();
      startPrefixMapping("", NAMESPACE);
      value(opened, opened.expected(), null);
      opened.expectEnd();
      endPrefixMapping("");
      endDocument();
    }
  }

  private void value(JsonTokens from, JsonToken token, @Nullable String key)
      throws SAXException, IOException {
    var name = name(token);
    var attributes = new AttributesImpl();
    if (key != null) {
      attributes.addAttribute("", "key", "key", "CDATA", clean(key));
    }
    startElement(NAMESPACE, name, name, attributes);
    switch (token) {
      case START_OBJECT -> {
        while (from.expected() != JsonToken.END_OBJECT) {
          var member = from.text();
          value(from, from.expected(), member);
        }
      }
      case START_ARRAY -> {
        for (var next = from.expected(); next != JsonToken.END_ARRAY; next = from.expected()) {
          var place =
              next == JsonToken.VALUE_STRING
                  ? ProductPlace.of(from.text())
                  : Optional.<ProductPlace>empty();
          if (place.isPresent()) {
            processingInstruction(ProductPlace.TARGET, place.get().data());
          } else {
            value(from, next, null);
          }
        }
      }
      case VALUE_NULL -> {}
      default -> {
        var text = clean(from.text()).toCharArray();
        characters(text, 0, text.length);
      }
    }
    endElement(NAMESPACE, name, name);
  }

  private static String name(JsonToken token) {
    return switch (token) {
      case START_OBJECT -> "map";
      case START_ARRAY -> "array";
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "number";
      case VALUE_TRUE, VALUE_FALSE -> "boolean";
      case VALUE_NULL -> "null";
      case VALUE_STRING -> "string";
      default -> throw new IllegalStateException("no value begins with " + token);
    };
  }

  /// Only what is a character of XML 1.0 (2.2).
  private static String clean(String text) {
    return text.codePoints().allMatch(JsonReader::isCharacter)
        ? text
        : text.codePoints()
            .map(c -> isCharacter(c) ? c : 0xFFFD)
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();
  }

  private static boolean isCharacter(int c) {
    return (c >= ' ' && c < 0xD800)
        || c == '\t'
        || c == '\n'
        || c == '\r'
        || (c > 0xDFFF && c < 0xFFFE)
        || c > 0xFFFF;
  }

  /// Saxon would set its own.
  @Override
  public void setProperty(String name, @Nullable Object value) {}

  @Override
  public void setFeature(String name, boolean value) {}

  @Override
  public int getLineNumber() {
    return Objects.requireNonNull(tokens).line();
  }

  @Override
  public int getColumnNumber() {
    return -1;
  }

  @Override
  public @Nullable String getPublicId() {
    return null;
  }

  @Override
  public @Nullable String getSystemId() {
    return null;
  }
}
