package dev.tributary.database;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Writes JSON (RFC 8259). This plugin brings no JSON library for its one small answer.
final class Json {
  private static final int FIRST_PRINTABLE = 0x20;

  private Json() {}

  /// `value` as JSON: a map of texts to values, a list, a text, a number or a truth value.
  static String text(Object value) {
    return switch (value) {
      case Map<?, ?> object ->
          object.entrySet().stream()
              .map(entry -> quoted(entry.getKey().toString()) + ":" + text(entry.getValue()))
              .collect(Collectors.joining(",", "{", "}"));
      case List<?> array ->
          array.stream().map(Json::text).collect(Collectors.joining(",", "[", "]"));
      case Number number -> number.toString();
      case Boolean truth -> truth.toString();
      default -> quoted(value.toString());
    };
  }

  private static String quoted(String text) {
    var quoted = new StringBuilder("\"");
    for (var at = 0; at < text.length(); at++) {
      var character = text.charAt(at);
      if (character == '"' || character == '\\') {
        quoted.append('\\').append(character);
      } else if (character < FIRST_PRINTABLE) {
        quoted.append("\\u%04x".formatted((int) character));
      } else {
        quoted.append(character);
      }
    }
    return quoted.append('"').toString();
  }
}
