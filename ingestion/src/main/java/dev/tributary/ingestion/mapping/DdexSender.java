package dev.tributary.ingestion.mapping;

import java.util.Deque;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Who sent a message of DDEX, as the `MessageSender` of its header says: a party's identifier, or
/// else a name.
final class DdexSender {
  private @Nullable String id;
  private @Nullable String name;

  /// Takes note of an element that ends.
  ///
  /// @param within the elements around it
  void ends(String element, String text, Deque<String> within) {
    if (within.contains("MessageSender") && !text.isEmpty()) {
      switch (element) {
        case "PartyId" -> id = id == null ? Identifiers.party(text) : id;
        case "FullName", "TradingName" -> name = name == null ? text : name;
        default -> {}
      }
    }
  }

  /// As far as it was said.
  Optional<String> named() {
    return Optional.ofNullable(id).or(() -> Optional.ofNullable(name));
  }
}
