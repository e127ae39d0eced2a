package dev.tributary.ingestion.mapping;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.core.JsonToken;

/// What a JSON message looks like at its top: enough to tell what it is, whatever the order of its
/// keys and however long it is.
///
/// @param isArray whether it is an array or the value of a member that is one
/// @param members of an object, with what is in them; deeper than four levels they are left out
/// @param elements the first few of an array
/// @param text of a value that is neither, cut
record JsonOutline(
    boolean isArray, Map<String, JsonOutline> members, List<JsonOutline> elements, String text) {

  private static final int LEVELS = 4;
  private static final int MEMBERS = 200;
  private static final int ELEMENTS = 20;
  private static final int CHARACTERS = 500;

  /// Reads the message to its end.
  ///
  /// @throws MappingException if it is no JSON, or goes beyond a limit
  static JsonOutline of(JsonTokens tokens) throws IOException {
    var outline = read(tokens, tokens.expected(), LEVELS);
    tokens.expectEnd();
    return outline;
  }

  private static JsonOutline read(JsonTokens tokens, JsonToken token, int levels)
      throws IOException {
    var members = new LinkedHashMap<String, JsonOutline>();
    var elements = new ArrayList<JsonOutline>();
    if (token.isScalarValue()) {
      var text = tokens.text();
      return new JsonOutline(
          false, members, elements, text.substring(0, Math.min(text.length(), CHARACTERS)));
    }
    if (levels == 0) {
      tokens.skip();
    } else if (token == JsonToken.START_OBJECT) {
      while (tokens.expected() != JsonToken.END_OBJECT) {
        var key = tokens.text();
        var value = read(tokens, tokens.expected(), levels - 1);
        if (members.size() < MEMBERS) {
          members.put(key, value);
        }
      }
    } else {
      for (var next = tokens.expected(); next != JsonToken.END_ARRAY; next = tokens.expected()) {
        var isKept = elements.size() < ELEMENTS;
        var element = read(tokens, next, isKept ? levels - 1 : 0);
        if (isKept) {
          elements.add(element);
        }
      }
    }
    return new JsonOutline(token == JsonToken.START_ARRAY, members, elements, "");
  }

  Optional<JsonOutline> member(String key) {
    return Optional.ofNullable(members.get(key));
  }

  boolean has(String... keys) {
    return Stream.of(keys).allMatch(members::containsKey);
  }

  /// The objects that it is about: itself, or those of the array that it is.
  Stream<JsonOutline> objects() {
    return isArray ? elements.stream() : Stream.of(this);
  }

  /// The keys that its first object has.
  Set<String> keys() {
    return objects().findFirst().map(first -> first.members.keySet()).orElse(Set.of());
  }
}
