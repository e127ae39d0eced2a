package dev.tributary.ingestion.reconciliation;

import dev.tributary.ingestion.catalogue.DeliveryState;

/// Deliveries counted by what became of them. A package counts, and so does each part of it.
///
/// @param received all of them; the sum of those down to `underWay`, or something is wrong
/// @param underWay those without an end yet
/// @param files messages and files as they were handed in
/// @param manifestEntries messages that manifests name
/// @param products that ends of deliveries name
public record Sums(
    long received,
    long loaded,
    long partial,
    long waiting,
    long rejected,
    long quarantined,
    long duplicate,
    long testOnly,
    long superseded,
    long underWay,
    long files,
    long manifestEntries,
    long products) {

  static final Sums NONE = new Sums(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

  /// Whether every delivery is in one of the states.
  public boolean agree() {
    return received
        == loaded
            + partial
            + waiting
            + rejected
            + quarantined
            + duplicate
            + testOnly
            + superseded
            + underWay;
  }

  /// That of one delivery.
  static Sums of(Accounted delivery) {
    var state = delivery.state().flatMap(Checks::state);
    return new Sums(
        1,
        one(state.filter(DeliveryState.LOADED::equals).isPresent()),
        one(state.filter(DeliveryState.PARTIAL::equals).isPresent()),
        one(state.filter(DeliveryState.WAITING::equals).isPresent()),
        one(state.filter(DeliveryState.REJECTED::equals).isPresent()),
        one(state.filter(DeliveryState.QUARANTINED::equals).isPresent()),
        one(state.filter(DeliveryState.DUPLICATE::equals).isPresent()),
        one(state.filter(DeliveryState.TEST_ONLY::equals).isPresent()),
        one(state.filter(DeliveryState.SUPERSEDED::equals).isPresent()),
        one(delivery.state().isEmpty()),
        delivery.part() == 0 ? delivery.files().count() : 0,
        delivery.parts().entries(),
        delivery.products().named());
  }

  Sums plus(Sums other) {
    return new Sums(
        received + other.received,
        loaded + other.loaded,
        partial + other.partial,
        waiting + other.waiting,
        rejected + other.rejected,
        quarantined + other.quarantined,
        duplicate + other.duplicate,
        testOnly + other.testOnly,
        superseded + other.superseded,
        underWay + other.underWay,
        files + other.files,
        manifestEntries + other.manifestEntries,
        products + other.products);
  }

  private static long one(boolean counts) {
    return counts ? 1 : 0;
  }
}
