package dev.tributary.ingestion.catalogue;

import dev.tributary.InvalidMessageException;
import dev.tributary.InvalidMessageException.Violation;
import dev.tributary.Message;
import dev.tributary.ingestion.json.Json;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// A change of the catalogue, as a message tells of it to whoever listens.
public final class ToldChange {
  private ToldChange() {}

  /// What `message` tells, which has the text `needed`: the `key` of the product, say.
  ///
  /// @throws InvalidMessageException if it is no JSON, or lacks that
  public static JsonNode read(Message message, String needed) {
    try {
      var change = Json.tree(message.body().utf8());
      if (change.path(needed).isString()) {
        return change;
      }
    } catch (JacksonException notJson) {
      throw new InvalidMessageException("expected a change of the catalogue, got no JSON", notJson);
    }
    throw new InvalidMessageException(
        "expected a change of the catalogue",
        List.of(new Violation("/" + needed, "", "expected the %s, as text".formatted(needed))));
  }
}
