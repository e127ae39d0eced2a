package dev.tributary.ingestion.pipeline;

import static dev.tributary.RetryPolicy.forever;

import dev.tributary.Application;
import dev.tributary.Message;
import dev.tributary.RetryPolicy;
import dev.tributary.database.Database;
import dev.tributary.ingestion.catalogue.Deliveries;
import dev.tributary.ingestion.catalogue.DeliveryEnds;
import dev.tributary.ingestion.catalogue.WaitingMessages;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;

/// Ends each delivery: writes down its final state, where the operator and `ingest` see it, and
/// tells whoever wants to know. Never gives up, since nothing else ends a delivery.
final class Acknowledge {
  static final String NAME = "acknowledge";

  private final Database catalogue;
  private final Deliveries deliveries;
  private final Bodies bodies;
  private final boolean isHeard;

  private Acknowledge(Database catalogue, Deliveries deliveries, Bodies bodies, boolean isHeard) {
    this.catalogue = catalogue;
    this.deliveries = deliveries;
    this.bodies = bodies;
    this.isHeard = isHeard;
  }

  /// What it is called and consumes.
  static Application.Builder declared() {
    return Application.named(NAME)
        .consumes(Intake.NAME, Keys.SETTLED)
        .consumes(Unpack.NAME, Keys.SETTLED)
        .consumes(Unpack.NAME, Keys.REJECTED)
        .consumes(Transform.NAME, Keys.REJECTED)
        .consumes(Validate.NAME, Keys.REJECTED)
        .consumes(Validate.NAME, Keys.TESTED)
        .consumes(Validate.NAME, Keys.WAITING)
        .consumes(Notify.NAME, Keys.LOADED)
        .consumes(Quarantine.NAME, Keys.QUARANTINED);
  }

  /// @param isHeard whether somebody wants to know of every end
  static Application application(
      Database catalogue, Deliveries deliveries, Bodies bodies, boolean isHeard) {
    var acknowledge = new Acknowledge(catalogue, deliveries, bodies, isHeard);
    return declared()
        .callback(acknowledge::apply)
        .retry(RetryPolicy.standard().on(Throwable.class, forever()))
        .listenersOptional()
        .build();
  }

  private List<Message> apply(Message message) throws IOException, InterruptedException {
    if (message.routingKey().equals(Keys.SETTLED)) {
      var id = Ended.read(message).delivery();
      return told(message, catalogue.read(handle -> ended(handle, id)));
    }
    var verdict = bodies.read(message, Verdict.class);
    return told(message, catalogue.write(transaction -> end(transaction, verdict)));
  }

  private List<String> end(Handle transaction, Verdict verdict) {
    if (verdict.provider().isPresent() && verdict.format().isPresent()) {
      Deliveries.identify(
          transaction, verdict.delivery(), verdict.provider().get(), verdict.format().get());
    }
    deliveries.settle(transaction, verdict.delivery(), verdict.settlement());
    verdict.waiting().ifPresent(delivery -> WaitingMessages.put(transaction, delivery));
    return ended(transaction, verdict.delivery());
  }

  private List<String> ended(Handle handle, String delivery) {
    return isHeard ? DeliveryEnds.ended(handle, delivery) : List.of();
  }

  /// Without the delivery's name, as what listeners make of it is no part of how it ends.
  private static List<Message> told(Message message, List<String> ended) {
    var results = new ArrayList<Message>();
    for (var delivery : ended) {
      results.add(
          message
              .withoutHeader(Keys.DELIVERY)
              .fanOut(results.size(), Keys.ENDED, new Ended(delivery).body()));
    }
    return results;
  }
}
