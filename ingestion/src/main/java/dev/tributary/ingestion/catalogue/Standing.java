package dev.tributary.ingestion.catalogue;

import dev.tributary.ingestion.model.CanonicalDocument.Intent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Which of the statements about a product counts, and what follows from the others: a function of
/// the set of them, whatever their order of arrival.
///
/// @param current the statement that counts
/// @param owner who may purge the product
/// @param purged whether `current` is a purge
/// @param wasOffered whether the product was ever on offer since it was purged last
/// @param since the statements since it was purged last, the earliest first
/// @param notFromOwner purges that do not count because somebody else than the owner asked for them
/// @param knownBefore whether anything but purges was ever said
record Standing(
    Entry current,
    Optional<String> owner,
    boolean purged,
    boolean wasOffered,
    List<Entry> since,
    Set<StatementId> notFromOwner,
    boolean knownBefore) {

  /// A statement's name: its delivery, and its place in it.
  record StatementId(String delivery, int place) {}

  /// What must be known of a statement to see whether it counts.
  ///
  /// @param hasDeal whether it has any deal, be it one that has ended: then the product was on
  ///   offer
  /// @param offers whether it has a deal that has not ended when it is made
  record Entry(
      StatementId id,
      Version version,
      Optional<String> sender,
      Intent intent,
      boolean hasDeal,
      boolean offers) {
    private static final Comparator<Entry> ORDER =
        Comparator.comparing(Entry::version)
            .thenComparing(entry -> entry.id().delivery())
            .thenComparingInt(entry -> entry.id().place());

    /// Whether it came in the same shipment as `other`, as of the same time.
    private boolean isStatedWith(Entry other) {
      return !id.equals(other.id)
          && version.number() == other.version.number()
          && version.time().equals(other.version.time());
    }
  }

  /// What follows from `entries`, of which there is at least one.
  static Standing of(List<Entry> entries) {
    var ordered = entries.stream().sorted(Entry.ORDER).toList();
    var current = ordered.getFirst();
    var owner = current.sender();
    boolean purged = false;
    boolean wasOffered = false;
    var since = new ArrayList<Entry>();
    var notFromOwner = new HashSet<StatementId>();
    for (var entry : ordered) {
      switch (entry.intent()) {
        case STATE -> {
          current = entry;
          owner = entry.sender();
          purged = false;
          wasOffered |= entry.hasDeal();
          since.add(entry);
        }
        case PURGE -> {
          if (entry.sender().equals(owner)) {
            current = entry;
            purged = true;
            wasOffered = false;
            since.clear();
          } else {
            notFromOwner.add(entry.id());
          }
        }
      }
    }
    return new Standing(
        current,
        owner,
        purged,
        wasOffered,
        List.copyOf(since),
        Set.copyOf(notFromOwner),
        ordered.stream().anyMatch(entry -> entry.intent() == Intent.STATE));
  }

  /// Whether the product was purged and nothing else was said of it before.
  boolean isPurgeOfUnknown() {
    return purged && !knownBefore;
  }

  /// The latest other statement of the same shipment as `id`, as of the same time: neither is an
  /// update of the other.
  Optional<StatementId> statedWith(StatementId id) {
    return since.stream()
        .filter(entry -> entry.id().equals(id))
        .flatMap(own -> since.reversed().stream().filter(own::isStatedWith))
        .map(Entry::id)
        .findFirst();
  }

  /// What the statement that counts does.
  Action action() {
    if (purged) {
      return Action.PURGE;
    }
    return wasOffered && !current.offers() ? Action.TAKEDOWN : Action.UPSERT;
  }
}
