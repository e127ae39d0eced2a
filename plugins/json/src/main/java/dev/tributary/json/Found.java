package dev.tributary.json;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonPointer;
import tools.jackson.core.JsonToken;

/// What stands at a place of a JSON text.
///
/// @param value as it is written, shortened
record Found(String value, Place place) {
  private static final int SHOWN = 80;
  private static final String NOTHING = "nothing";

  /// The value that `pointer` leads to; if there is none, `nothing`, at the place of what it should
  /// be in.
  ///
  /// @param text JSON, at least as far as that
  static Found at(JsonPointer pointer, String text) {
    return find(pointer, text)
        .or(() -> parent(pointer, text))
        .orElseGet(() -> new Found(NOTHING, new Place(1, 1)));
  }

  /// `value` on one line, and not too long of it.
  static String shortened(CharSequence value) {
    var start = value.length() <= SHOWN * 4 ? value : value.subSequence(0, SHOWN * 4);
    var line = start.toString().replaceAll("[\\s\\p{Cntrl}]+", " ");
    return start.length() == value.length() && line.length() <= SHOWN
        ? line
        : line.substring(0, Math.min(line.length(), SHOWN - 1)) + "…";
  }

  private static Optional<Found> parent(JsonPointer pointer, String text) {
    return Optional.ofNullable(pointer.head())
        .flatMap(parent -> find(parent, text))
        .map(parent -> new Found(NOTHING, parent.place()));
  }

  private static Optional<Found> find(JsonPointer pointer, String text) {
    try (var parser = Json.MAPPER.createParser(text)) {
      var token = parser.nextToken();
      for (var rest = pointer; !rest.matches(); rest = rest.tail()) {
        token = child(parser, token, rest);
      }
      return token == null || token.isStructEnd()
          ? Optional.empty()
          : Optional.of(here(parser, text));
    } catch (JacksonException _) {
      return Optional.empty();
    }
  }

  /// Goes on to the child of the current object or array that `pointer` begins with; null if there
  /// is none.
  private static @Nullable JsonToken child(
      JsonParser parser, @Nullable JsonToken token, JsonPointer pointer) {
    if (token == JsonToken.START_OBJECT) {
      for (var name = parser.nextName(); name != null; name = parser.nextName()) {
        var value = parser.nextToken();
        if (name.equals(pointer.getMatchingProperty())) {
          return value;
        }
        parser.skipChildren();
      }
      return null;
    }
    if (token == JsonToken.START_ARRAY) {
      var element = parser.nextToken();
      for (int index = 0; index < pointer.getMatchingIndex(); index++) {
        parser.skipChildren();
        element = parser.nextToken();
      }
      return element;
    }
    return null;
  }

  private static Found here(JsonParser parser, String text) {
    var location = parser.currentTokenLocation();
    var start = (int) location.getCharOffset();
    return new Found(shortened(text.substring(start, end(parser, text))), Place.of(location));
  }

  /// Where the current value ends; where the text does, if that is broken.
  private static int end(JsonParser parser, String text) {
    try {
      parser.skipChildren().finishToken();
      return (int) parser.currentLocation().getCharOffset();
    } catch (JacksonException _) {
      return text.length();
    }
  }
}
