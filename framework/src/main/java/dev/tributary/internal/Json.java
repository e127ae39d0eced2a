package dev.tributary.internal;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Writes one flat JSON object (RFC 8259). The core brings no JSON library; it reads none.
public final class Json {
  /// In characters; more than what is written of most events, so that little is copied.
  private static final int USUAL_LENGTH = 640;

  private final StringBuilder out = new StringBuilder(USUAL_LENGTH).append('{');

  private Json() {}

  public static Json object() {
    return new Json();
  }

  public Json put(String name, String value) {
    name(name);
    string(value);
    return this;
  }

  public Json put(String name, long value) {
    name(name);
    out.append(value);
    return this;
  }

  /// Writes it as ISO 8601 has it, in UTC.
  public Json put(String name, Instant value) {
    name(name);
    out.append('"');
    Times.append(value, out);
    out.append('"');
    return this;
  }

  /// Writes nothing if there is no value.
  public Json put(String name, Optional<?> value) {
    value.ifPresent(
        present -> {
          if (present instanceof Long number) {
            put(name, number.longValue());
          } else {
            put(name, present.toString());
          }
        });
    return this;
  }

  public Json put(String name, List<String> values) {
    name(name);
    out.append('[');
    for (var value : values) {
      separate('[');
      string(value);
    }
    out.append(']');
    return this;
  }

  public Json put(String name, Map<String, String> values) {
    name(name);
    out.append('{');
    for (var entry : new TreeMap<>(values).entrySet()) {
      name(entry.getKey());
      string(entry.getValue());
    }
    out.append('}');
    return this;
  }

  private void name(String name) {
    separate('{');
    string(name);
    out.append(':');
  }

  private void separate(char opening) {
    if (out.charAt(out.length() - 1) != opening) {
      out.append(',');
    }
  }

  /// Copies what needs no escape as a whole: nearly all text is such.
  private void string(String value) {
    out.append('"');
    var written = 0;
    for (var at = 0; at < value.length(); at++) {
      var character = value.charAt(at);
      if (character < 0x20 || character == '"' || character == '\\') {
        out.append(value, written, at).append(escaped(character));
        written = at + 1;
      }
    }
    out.append(value, written, value.length()).append('"');
  }

  private static String escaped(char character) {
    return switch (character) {
      case '"' -> "\\\"";
      case '\\' -> "\\\\";
      case '\n' -> "\\n";
      case '\r' -> "\\r";
      case '\t' -> "\\t";
      default -> "\\u%04x".formatted((int) character);
    };
  }

  /// The object, whole.
  @Override
  public String toString() {
    var whole = out.append('}').toString();
    out.setLength(out.length() - 1);
    return whole;
  }
}
