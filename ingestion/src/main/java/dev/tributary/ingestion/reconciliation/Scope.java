package dev.tributary.ingestion.reconciliation;

import java.time.Instant;
import java.util.Optional;

/// Which deliveries are reconciled; each part that is present narrows it.
///
/// @param since those received then or later
/// @param until those received before then
/// @param overdue what came before this instant, and of which nothing was heard since, should have
///   come to an end
public record Scope(
    Optional<String> provider, Optional<Instant> since, Optional<Instant> until, Instant overdue) {

  /// All that came in.
  public static Scope all(Instant overdue) {
    return new Scope(Optional.empty(), Optional.empty(), Optional.empty(), overdue);
  }
}
