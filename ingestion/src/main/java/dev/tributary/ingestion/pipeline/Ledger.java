package dev.tributary.ingestion.pipeline;

import static dev.tributary.RetryPolicy.forever;

import dev.tributary.Application;
import dev.tributary.Event;
import dev.tributary.Message;
import dev.tributary.RetryPolicy;
import dev.tributary.ingestion.json.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Writes what happens anywhere into its tables, from where `trail` reads it. Bound to the events
/// only, and not recorded itself. Never gives up.
final class Ledger {
  static final String NAME = "ledger";

  private Ledger() {}

  /// What it is called and consumes.
  static Application.Builder declared() {
    return Application.named(NAME).consumes(Event.EXCHANGE, "#");
  }

  static Application application(LedgerStore ledger) {
    return declared()
        .callback(message -> apply(message, ledger))
        .retry(RetryPolicy.standard().on(Throwable.class, forever()))
        .deliveryLimit(Integer.MAX_VALUE)
        .unrecorded()
        .build();
  }

  private static List<Message> apply(Message message, LedgerStore ledger)
      throws InterruptedException, IOException {
    var entries = new ArrayList<LedgerEntry>();
    for (var line : message.body().utf8().lines().toList()) {
      entries.add(Json.read(line, LedgerEntry.Wire.class).entry());
    }
    ledger.record(entries);
    return List.of();
  }
}
