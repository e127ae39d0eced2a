package dev.tributary.ingestion.enrich;

import dev.tributary.ingestion.json.Json;
import dev.tributary.thirdparty.Answer;
import java.time.Instant;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// An answer that is read, as JSON.
///
/// @param isFound whether there is what was asked for; there is nothing in `tree` if not
/// @param at when it was told, or confirmed
record JsonAnswer(boolean isFound, JsonNode tree, Instant at) {
  /// Reads `answer`.
  ///
  /// @throws IllegalArgumentException if it is something else, such as a page that asks for
  ///   patience; an answer like that must not be kept
  static JsonAnswer of(Answer answer) {
    if (!answer.isFound()) {
      return new JsonAnswer(false, Json.object(), answer.at());
    }
    try {
      var tree = Json.tree(answer.text());
      if (tree.isContainer()) {
        return new JsonAnswer(true, tree, answer.at());
      }
    } catch (JacksonException another) {
      throw new IllegalArgumentException("expected JSON", another);
    }
    throw new IllegalArgumentException("expected a JSON object or list");
  }
}
