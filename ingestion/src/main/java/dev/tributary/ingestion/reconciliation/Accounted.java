package dev.tributary.ingestion.reconciliation;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// One delivery, and all that is written about it anywhere.
///
/// @param part its place in its package; 0 for what was shipped itself
/// @param state as it is written; empty while it is under way
/// @param lastEvent the last that the ledger knows of it; looked up only if it may be overdue
record Accounted(
    String id,
    int part,
    String path,
    Optional<String> provider,
    Instant receivedAt,
    Optional<Instant> sentAt,
    Optional<String> state,
    Optional<Instant> settledAt,
    Parts parts,
    Products products,
    Files files,
    DeadLetters deadLetters,
    Optional<LastEvent> lastEvent) {

  /// What a package was unpacked into.
  ///
  /// @param announced how many there should be; empty if it was not unpacked
  /// @param states of those that are registered
  /// @param hasErrors whether something is wrong with the package itself
  /// @param entries how many messages its manifests name
  /// @param lostEntries those that are neither registered nor reported as missing
  record Parts(
      Optional<Integer> announced,
      List<Optional<String>> states,
      boolean hasErrors,
      int entries,
      List<String> lostEntries) {

    boolean isPackage() {
      return announced.isPresent() || !states.isEmpty();
    }
  }

  /// What it says of products.
  ///
  /// @param named how many products its end names
  /// @param statements how many of its statements are kept
  /// @param lost the products that these count for and that are not in the catalogue
  record Products(int named, int statements, List<String> lost) {}

  /// Its message, and what was shipped with it.
  ///
  /// @param lost those that are not in the content store
  record Files(int count, List<String> lost) {}

  /// What of it failed for good.
  ///
  /// @param waiting ids of failures that nothing was done about yet
  /// @param discarded whether one was dropped on purpose
  /// @param redrivenAt when one was sent on last
  record DeadLetters(List<String> waiting, boolean discarded, Optional<Instant> redrivenAt) {
    static final DeadLetters NONE = new DeadLetters(List.of(), false, Optional.empty());
  }

  /// An event of the ledger.
  ///
  /// @param at when it was; of a message that waits, until when
  record LastEvent(Instant at, String application, String name) {}

  /// When anything was heard of it last.
  Instant lastSign() {
    return Stream.of(sentAt, settledAt, deadLetters.redrivenAt(), lastEvent.map(LastEvent::at))
        .flatMap(Optional::stream)
        .reduce(receivedAt, (one, other) -> one.isAfter(other) ? one : other);
  }
}
