package dev.tributary.ingestion.catalogue;

import dev.tributary.ingestion.model.Violation;
import java.util.List;
import java.util.Optional;

/// What became of a delivery.
///
/// @param action of what was loaded
/// @param products the keys of the products that it speaks of
/// @param error in one sentence, for people
public record Settlement(
    DeliveryState state,
    Optional<Action> action,
    List<String> products,
    List<Violation> violations,
    Optional<String> error) {

  public Settlement {
    products = List.copyOf(products);
    violations = List.copyOf(violations);
  }

  /// Nothing is to be told but the state and why.
  public static Settlement of(DeliveryState state, String error) {
    return new Settlement(state, Optional.empty(), List.of(), List.of(), Optional.of(error));
  }
}
