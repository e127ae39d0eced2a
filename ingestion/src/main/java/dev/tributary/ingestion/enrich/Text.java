package dev.tributary.ingestion.enrich;

import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// A field, and where its value stands in an answer, if it does.
record Text(String field, JsonNode node) {
  /// A text or a number that is not empty.
  Optional<String> value() {
    return Optional.of(node)
        .filter(JsonNode::isValueNode)
        .map(each -> each.asString("").strip())
        .filter(text -> !text.isEmpty());
  }
}
