package dev.tributary.ingestion.reconciliation;

import dev.tributary.ingestion.catalogue.DeliveryState;
import dev.tributary.ingestion.reconciliation.Disagreement.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Holds what is written about one delivery against each other.
final class Checks {
  private static final Set<DeliveryState> NAME_PRODUCTS =
      EnumSet.of(DeliveryState.LOADED, DeliveryState.PARTIAL, DeliveryState.SUPERSEDED);
  private static final String SEE_TRAIL =
      "`tributary trail %s` shows where it is; see that the next application runs and is not paused"
          + " (`tributary resume NAME`)";
  private static final String RESTORE = "restore catalogue.db from a backup";

  private final Accounted delivery;
  private final Instant overdue;
  private final List<Disagreement> found = new ArrayList<>();

  private Checks(Accounted delivery, Instant overdue) {
    this.delivery = delivery;
    this.overdue = overdue;
  }

  /// What does not agree about `delivery`.
  ///
  /// @param overdue what was not heard of since this instant should have come to an end
  static List<Disagreement> of(Accounted delivery, Instant overdue) {
    var checks = new Checks(delivery, overdue);
    checks.run();
    return List.copyOf(checks.found);
  }

  /// The state that `text` names.
  static Optional<DeliveryState> state(String text) {
    return Arrays.stream(DeliveryState.values()).filter(each -> each.name().equals(text)).findAny();
  }

  private void run() {
    parts();
    entries();
    files();
    lostProducts();
    if (delivery.state().isEmpty()) {
      progress();
      return;
    }
    state(delivery.state().get()).ifPresentOrElse(this::ended, this::unknownState);
  }

  private void unknownState() {
    add(
        Kind.UNKNOWN_STATE,
        "expected a final state, found %s, which no sum counts"
            .formatted(delivery.state().orElse("none")),
        RESTORE);
  }

  private void ended(DeliveryState state) {
    if (delivery.parts().isPackage()) {
      packageState(Optional.of(state));
    } else if (NAME_PRODUCTS.contains(state)) {
      statements(state);
    }
    if (state == DeliveryState.QUARANTINED && !isQuarantinedByParts()) {
      quarantined();
    }
  }

  private void parts() {
    var parts = delivery.parts();
    var registered = parts.states().size();
    if (parts.isPackage() && !parts.announced().equals(Optional.of(registered))) {
      add(
          Kind.PARTS,
          "expected %s deliveries out of this package, found %d registered"
              .formatted(parts.announced().map(String::valueOf).orElse("no"), registered),
          RESTORE + ", or ship the missing ones by themselves");
    }
  }

  private void entries() {
    for (var entry : delivery.parts().lostEntries()) {
      add(
          Kind.MANIFEST_ENTRY,
          "the manifest names %s, which is neither registered nor reported as missing"
              .formatted(entry),
          "ship this message by itself");
    }
  }

  private void files() {
    for (var file : delivery.files().lost()) {
      add(
          Kind.CONTENT,
          "expected %s in the content store, found it missing".formatted(file),
          "ingest the same files again, which puts them there (as a duplicate), or restore them from"
              + " a backup");
    }
  }

  private void lostProducts() {
    for (var key : delivery.products().lost()) {
      add(
          Kind.PRODUCT,
          "what it says counts for the product %s, which is not in the catalogue".formatted(key),
          RESTORE + ", or have a later message about the product sent, which rebuilds it");
    }
  }

  private void statements(DeliveryState state) {
    var products = delivery.products();
    if (products.named() == 0) {
      add(
          Kind.STATEMENT,
          "expected a product that is %s, found none named".formatted(state),
          RESTORE);
    } else if (products.statements() < products.named()) {
      add(
          Kind.STATEMENT,
          "expected what it says of %d products to be kept, found %d statements"
              .formatted(products.named(), products.statements()),
          RESTORE + ", or have the product sent in a new message (the same bytes are a duplicate)");
    }
  }

  /// A package ends in the transaction in which its last part does.
  private void packageState(Optional<DeliveryState> state) {
    var expected = stateByParts();
    if (!state.equals(expected) && !isSetAsideItself(state)) {
      add(
          Kind.PACKAGE_STATE,
          "expected the state %s, which follows from its parts, found %s"
              .formatted(word(expected), word(state)),
          RESTORE);
    }
  }

  /// Empty while a part is under way, or if the states of the parts say nothing.
  private Optional<DeliveryState> stateByParts() {
    var states = EnumSet.noneOf(DeliveryState.class);
    for (var each : delivery.parts().states()) {
      var state = each.flatMap(Checks::state);
      if (state.isEmpty()) {
        return Optional.empty();
      }
      states.add(state.get());
    }
    if (states.isEmpty()) {
      return Optional.empty();
    }
    if (delivery.parts().hasErrors()) {
      states.add(DeliveryState.REJECTED);
    }
    return Optional.of(DeliveryState.ofPackage(states));
  }

  private boolean isSetAsideItself(Optional<DeliveryState> state) {
    return state.equals(Optional.of(DeliveryState.QUARANTINED))
        && !delivery.deadLetters().equals(Accounted.DeadLetters.NONE);
  }

  private boolean isQuarantinedByParts() {
    return delivery.parts().isPackage()
        && stateByParts().equals(Optional.of(DeliveryState.QUARANTINED));
  }

  private void quarantined() {
    var letters = delivery.deadLetters();
    if (!letters.waiting().isEmpty() || letters.discarded() || !isOverdue()) {
      return;
    }
    if (letters.redrivenAt().isPresent()) {
      add(
          Kind.NO_END,
          "expected a new end since its failure was sent on at %s, found it still QUARANTINED"
              .formatted(letters.redrivenAt().get()),
          SEE_TRAIL.formatted(delivery.id()));
    } else {
      add(
          Kind.FAILURE,
          "expected a failure to be kept of what is QUARANTINED, found none",
          "see that the application failures runs and is not paused, or restore ledger.db from a"
              + " backup");
    }
  }

  private void progress() {
    if (delivery.parts().isPackage()) {
      packageState(Optional.empty());
    } else if (!isOverdue()) {
      return;
    } else if (delivery.sentAt().isEmpty()) {
      add(
          Kind.NEVER_SENT,
          "registered at %s, and its message was never confirmed".formatted(delivery.receivedAt()),
          "start `tributary up` or `tributary ingest`, which sends it again");
    } else if (!delivery.deadLetters().waiting().isEmpty()) {
      add(
          Kind.FAILURE,
          "it failed (failure %s) and was not set aside"
              .formatted(delivery.deadLetters().waiting().getFirst()),
          "see that the applications quarantine and acknowledge run and are not paused");
    } else {
      add(
          Kind.NO_END,
          "received at %s and not at its end; last heard of at %s%s"
              .formatted(delivery.receivedAt(), delivery.lastSign(), lastEvent()),
          SEE_TRAIL.formatted(delivery.id()));
    }
  }

  private String lastEvent() {
    return delivery
        .lastEvent()
        .map(event -> " (%s in %s)".formatted(event.name(), event.application()))
        .orElse("");
  }

  private boolean isOverdue() {
    return delivery.lastSign().isBefore(overdue);
  }

  private static String word(Optional<DeliveryState> state) {
    return state.map(DeliveryState::name).orElse("none yet");
  }

  private void add(Kind kind, String problem, String advice) {
    found.add(
        new Disagreement(
            kind,
            delivery.provider(),
            Optional.of(delivery.id()),
            Optional.of(delivery.path()),
            problem,
            advice));
  }
}
