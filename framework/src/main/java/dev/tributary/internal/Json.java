package dev.tributary.internal;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Writes one flat JSON object (RFC 8259). The core brings no JSON library; it reads none.
public final class Json {
  private final StringBuilder out = new StringBuilder("{");

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

  private void string(String value) {
    out.append('"');
    for (var at = 0; at < value.length(); at++) {
      var character = value.charAt(at);
      switch (character) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> {
          if (character < 0x20) {
            out.append("\\u%04x".formatted((int) character));
          } else {
            out.append(character);
          }
        }
      }
    }
    out.append('"');
  }

  /// The object, whole.
  @Override
  public String toString() {
    return out + "}";
  }
}
