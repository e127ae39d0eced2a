package dev.tributary.ingestion.pipeline;

import dev.tributary.Application;
import dev.tributary.Body;
import dev.tributary.Event;
import dev.tributary.InvalidMessageException;
import dev.tributary.Message;
import dev.tributary.RetryPolicy;
import dev.tributary.ingestion.ledger.LedgerEntry;
import dev.tributary.ingestion.ledger.LedgerStore;
import dev.tributary.ingestion.ledger.Recorded;
import dev.tributary.ingestion.ledger.Retention;
import dev.tributary.recovery.Failures;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/// Writes what happens anywhere into its tables, from where `trail` reads it. Bound to the events
/// and to what it sends itself, and not recorded. Never gives up. Deletes what is too old.
///
/// A line that is no event keeps none of those from the ledger that came in the same message: it
/// comes back as a message of its own, and fails as that.
final class Ledger {
  static final String NAME = "ledger";

  /// Routing key of a line that is no event, alone in its message.
  static final String REFUSED = "refused.event";

  private Ledger() {}

  /// What it is called and consumes.
  static Application.Builder declared() {
    return Application.named(NAME).consumes(Event.EXCHANGE, "#").consumes(NAME, REFUSED);
  }

  /// @param failures in the same database; they are deleted, too, once they are closed
  /// @param retention the age at which what it wrote is deleted again
  static Application application(
      LedgerStore ledger, Failures failures, Duration retention, InstantSource clock) {
    var deleting = new Retention(List.of(ledger::delete, failures::delete), retention, clock);
    return declared()
        .onStart(deleting::start)
        .onStop(deleting::stop)
        .callback(message -> apply(message, ledger))
        .retry(RetryPolicy.neverGivingUp())
        .deliveryLimit(Integer.MAX_VALUE)
        .unrecorded()
        .build();
  }

  private static List<Message> apply(Message message, LedgerStore ledger)
      throws InterruptedException {
    var lines = message.body().utf8().lines().filter(line -> !line.isBlank()).toList();
    var recorded = new ArrayList<Recorded>();
    var refused = new ArrayList<Message>();
    for (var line : lines) {
      try {
        recorded.add(LedgerEntry.read(line));
      } catch (InvalidMessageException noEvent) {
        if (lines.size() == 1) {
          throw noEvent;
        }
        refused.add(message.fanOut(refused.size(), REFUSED, Body.utf8(line)));
      }
    }
    ledger.record(recorded);
    return refused;
  }
}
