package dev.tributary.ingestion.pipeline;

import dev.tributary.Application;
import dev.tributary.Event;
import dev.tributary.Message;
import dev.tributary.RetryPolicy;
import dev.tributary.ingestion.json.Json;
import dev.tributary.ingestion.ledger.LedgerEntry;
import dev.tributary.ingestion.ledger.LedgerStore;
import dev.tributary.ingestion.ledger.Recorded;
import dev.tributary.ingestion.ledger.Retention;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/// Writes what happens anywhere into its tables, from where `trail` reads it. Bound to the events
/// only, and not recorded itself. Never gives up. Deletes what is too old.
final class Ledger {
  static final String NAME = "ledger";

  private Ledger() {}

  /// What it is called and consumes.
  static Application.Builder declared() {
    return Application.named(NAME).consumes(Event.EXCHANGE, "#");
  }

  /// @param retention the age at which what it wrote is deleted again
  static Application application(LedgerStore ledger, Duration retention, InstantSource clock) {
    var deleting = new Retention(ledger, retention, clock);
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
      throws InterruptedException, IOException {
    var recorded = new ArrayList<Recorded>();
    for (var line : message.body().utf8().lines().toList()) {
      recorded.add(Json.read(line, LedgerEntry.Wire.class).recorded());
    }
    ledger.record(recorded);
    return List.of();
  }
}
