package dev.tributary.ingestion.catalogue;

import java.util.Collection;
import java.util.EnumSet;
import java.util.Set;

/// What became of a delivery, for good.
public enum DeliveryState {
  /// What it says is in the catalogue.
  LOADED,
  /// Of a package, or a message about several products: some of it is, the rest was refused.
  PARTIAL,
  /// Something is missing that only the provider can send.
  WAITING,
  /// The same was shipped before; nothing was done.
  DUPLICATE,
  /// A later statement about the product counts.
  SUPERSEDED,
  /// A test message: looked at, and not loaded.
  TEST_ONLY,
  /// Its content is at fault; the provider is told.
  REJECTED,
  /// It failed: a dead letter, ours or not known. It goes on from there once the fault is mended.
  QUARANTINED;

  private static final Set<DeliveryState> REVISABLE = EnumSet.of(QUARANTINED, WAITING);
  private static final Set<DeliveryState> FAILED = EnumSet.of(REJECTED, QUARANTINED, PARTIAL);

  /// Whether another state may follow: after a redrive, or when what was missing comes.
  public boolean isRevisable() {
    return REVISABLE.contains(this);
  }

  /// The state of a package whose parts are all in final `states`: theirs if they agree, otherwise
  /// partial if some failed, waiting if some wait, or loaded. There is at least one of them.
  public static DeliveryState ofPackage(Collection<DeliveryState> states) {
    var distinct = EnumSet.copyOf(states);
    if (distinct.size() == 1) {
      return distinct.iterator().next();
    }
    if (distinct.stream().anyMatch(FAILED::contains)) {
      return PARTIAL;
    }
    return distinct.contains(WAITING) ? WAITING : LOADED;
  }
}
