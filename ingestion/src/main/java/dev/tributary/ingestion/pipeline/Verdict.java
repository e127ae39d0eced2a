package dev.tributary.ingestion.pipeline;

import dev.tributary.DeadLetter;
import dev.tributary.ingestion.catalogue.Action;
import dev.tributary.ingestion.catalogue.DeliveryState;
import dev.tributary.ingestion.catalogue.Settlement;
import dev.tributary.ingestion.model.ProductDelivery;
import dev.tributary.ingestion.model.Violation;
import java.util.List;
import java.util.Optional;

/// How a delivery ended.
///
/// @param delivery its id
/// @param action what was done to the catalogue, if anything was
/// @param products keys of the products concerned
/// @param error why it was set aside, for those who operate the system
/// @param waiting what is to be worked on again when files come that it waits for
record Verdict(
    String delivery,
    Optional<String> provider,
    Optional<String> format,
    DeliveryState state,
    Optional<Action> action,
    List<String> products,
    List<Violation> violations,
    Optional<String> error,
    Optional<ProductDelivery> waiting) {

  /// What the register of deliveries is told.
  Settlement settlement() {
    return new Settlement(state, action, products, violations, error);
  }

  /// Refused: the content is at fault, and the violations say how.
  static Verdict rejected(
      String delivery,
      Optional<String> provider,
      Optional<String> format,
      List<Violation> violations) {
    return new Verdict(
        delivery,
        provider,
        format,
        DeliveryState.REJECTED,
        Optional.empty(),
        List.of(),
        violations,
        Optional.empty(),
        Optional.empty());
  }

  /// What became of a delivery whose content is sound.
  static Verdict of(
      Checked checked,
      DeliveryState state,
      Optional<Action> action,
      List<String> products,
      List<Violation> violations) {
    return new Verdict(
        checked.delivery().id(),
        Optional.of(checked.provider()),
        Optional.of(checked.format()),
        state,
        action,
        products,
        violations,
        Optional.empty(),
        state == DeliveryState.WAITING ? Optional.of(checked.delivery()) : Optional.empty());
  }

  /// Set aside: an application failed.
  static Verdict quarantined(String delivery, DeadLetter letter) {
    return new Verdict(
        delivery,
        Optional.empty(),
        Optional.empty(),
        DeliveryState.QUARANTINED,
        Optional.empty(),
        List.of(),
        List.of(),
        Optional.of(
            "%s failed after %d attempts: %s: %s"
                .formatted(
                    letter.application(),
                    letter.message().attempt(),
                    letter.error(),
                    letter.reason())),
        Optional.empty());
  }
}
