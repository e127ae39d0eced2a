package dev.tributary.ingestion.shipment;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/// XML as it is written piece by piece, with as many lines as what it is written from.
final class XmlText {

  private final StringBuilder text = new StringBuilder();

  boolean isEmpty() {
    return text.isEmpty();
  }

  int length() {
    return text.length();
  }

  /// Takes back all but the first `length` characters.
  void cut(int length) {
    text.setLength(length);
  }

  /// A document type that declares the `entities` of the message's own; the characters that others
  /// would declare have names that whoever reads this knows.
  void documentType(Map<String, String> entities) {
    text.append("<!DOCTYPE ONIXMessage SYSTEM \"onix\"");
    if (!entities.isEmpty()) {
      text.append(" [");
      entities.forEach(this::declaration);
      text.append(']');
    }
    text.append(">\n");
  }

  private void declaration(String entity, String value) {
    var literal =
        value
            .replace("&", "&#38;")
            .replace("%", "&#37;")
            .replace("\"", "&#34;")
            .replace("\n", "&#10;")
            .replace("\r", "&#13;");
    text.append("<!ENTITY ").append(entity).append(" \"").append(literal).append("\">");
  }

  /// Which product follows, and the line in which it began.
  void place(int product, int line) {
    text.append("<?tributary-product ").append(product).append(' ').append(line).append("?>\n");
  }

  /// The start tag at which `reader` stands.
  void begin(XMLStreamReader reader, String name) {
    text.append('<').append(name);
    for (var i = 0; i < reader.getNamespaceCount(); i++) {
      var prefix = reader.getNamespacePrefix(i);
      text.append(prefix == null || prefix.isEmpty() ? " xmlns" : " xmlns:" + prefix);
      value(reader.getNamespaceURI(i));
    }
    for (var i = 0; i < reader.getAttributeCount(); i++) {
      var prefix = reader.getAttributePrefix(i);
      text.append(' ').append(prefix == null || prefix.isEmpty() ? "" : prefix + ":");
      text.append(reader.getAttributeLocalName(i));
      value(reader.getAttributeValue(i));
    }
    text.append('>');
  }

  void end(String name) {
    text.append("</").append(name).append('>');
  }

  void text(char[] characters, int start, int length) {
    var written = start;
    for (var i = start; i < start + length; i++) {
      var escaped = escaped(characters[i]);
      if (escaped != null) {
        text.append(characters, written, i - written).append(escaped);
        written = i + 1;
      }
    }
    text.append(characters, written, start + length - written);
  }

  void entity(String name) {
    text.append('&').append(name).append(';');
  }

  /// The ends of lines in what is left out.
  void lines(String of) {
    of.chars().filter(c -> c == '\n').forEach(_ -> text.append('\n'));
  }

  void append(XmlText other) {
    text.append(other.text);
  }

  byte[] bytes() {
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  private void value(@Nullable String value) {
    text.append("=\"");
    if (value != null) {
      for (var i = 0; i < value.length(); i++) {
        var c = value.charAt(i);
        var escaped = c == '"' ? "&quot;" : c == '\n' ? "&#10;" : c == '\t' ? "&#9;" : escaped(c);
        if (escaped == null) {
          text.append(c);
        } else {
          text.append(escaped);
        }
      }
    }
    text.append('"');
  }

  private static @Nullable String escaped(char c) {
    return switch (c) {
      case '&' -> "&amp;";
      case '<' -> "&lt;";
      case '>' -> "&gt;";
      case '\r' -> "&#13;";
      default -> null;
    };
  }
}
