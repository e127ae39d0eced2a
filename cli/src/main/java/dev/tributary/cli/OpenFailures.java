package dev.tributary.cli;

import dev.tributary.Settings;
import dev.tributary.UnavailableException;
import dev.tributary.database.DatabaseDefinition;
import dev.tributary.database.DatabaseException;
import dev.tributary.database.DatabasePlugin;
import dev.tributary.recovery.Failures;
import dev.tributary.recovery.Selection;

/// The dead letters that nothing was done about.
final class OpenFailures {
  private static final DatabaseDefinition LEDGER = DatabaseDefinition.of("ledger", Failures.SCHEMA);

  private OpenFailures() {}

  /// How many there are. That the ledger is not there yet, or cannot be read, is the business of
  /// its health check.
  static Finding count(Settings settings) throws InterruptedException {
    try (var ledger = DatabasePlugin.read(settings, LEDGER)) {
      var counts = Failures.counts(ledger, Selection.open());
      var number = counts.stream().mapToLong(Failures.Count::number).sum();
      var of = counts.stream().map(count -> count.number() + " of " + count.application()).toList();
      return number == 0
          ? Finding.ok("dead letters", "none is open")
          : Finding.warn(
              "dead letters",
              "%d open: %s".formatted(number, String.join(", ", of)),
              "tributary failures --group; mend the cause, then redrive or discard them");
    } catch (DatabaseException | UnavailableException _) {
      return Finding.ok("dead letters", "no ledger to look into");
    }
  }
}
