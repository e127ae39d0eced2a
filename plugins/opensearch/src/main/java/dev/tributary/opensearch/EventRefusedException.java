package dev.tributary.opensearch;

import dev.tributary.Detailed;
import java.util.Map;

/// The index takes all other events, and not this one.
final class EventRefusedException extends RuntimeException implements Detailed {
  private static final long serialVersionUID = 1L;

  private final String index;
  private final String event;

  /// @param reason as the node says it
  EventRefusedException(Document document, String reason) {
    super("%s does not take the event %s: %s".formatted(document.index(), document.id(), reason));
    this.index = document.index();
    this.event = document.id();
  }

  @Override
  public Map<String, String> details() {
    return Map.of("index", index, "event", event);
  }
}
