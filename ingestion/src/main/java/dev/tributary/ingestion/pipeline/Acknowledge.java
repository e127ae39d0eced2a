package dev.tributary.ingestion.pipeline;

import dev.tributary.Abort;
import dev.tributary.Application;
import dev.tributary.Message;
import dev.tributary.database.Database;
import dev.tributary.ingestion.catalogue.Deliveries;
import dev.tributary.ingestion.catalogue.UnknownDeliveryException;
import java.io.IOException;
import java.util.List;
import org.jdbi.v3.core.Handle;

/// Ends each delivery: writes down its final state, where the provider, the operator and `ingest`
/// see it. Never gives up, since nothing else ends a delivery. A message about a delivery that is
/// not in the register (somebody else's header of that name, say) is aborted.
final class Acknowledge {
  static final String NAME = "acknowledge";

  private Acknowledge() {}

  /// What it is called and consumes.
  static Application.Builder declared() {
    return Application.named(NAME)
        .consumes(Unpack.NAME, Keys.REJECTED)
        .consumes(Transform.NAME, Keys.REJECTED)
        .consumes(Validate.NAME, Keys.REJECTED)
        .consumes(Validate.NAME, Keys.TESTED)
        .consumes(Validate.NAME, Keys.WAITING)
        .consumes(Notify.NAME, Keys.LOADED)
        .consumes(Quarantine.NAME, Keys.QUARANTINED);
  }

  static Application application(Database catalogue, Deliveries deliveries, Bodies bodies) {
    return declared()
        .callback(message -> apply(message, catalogue, deliveries, bodies))
        .retry(Parts.UNTIL_IT_WORKS)
        .build();
  }

  private static List<Message> apply(
      Message message, Database catalogue, Deliveries deliveries, Bodies bodies)
      throws IOException, InterruptedException {
    var verdict = bodies.read(message, Verdict.class);
    try {
      catalogue.write(transaction -> settle(transaction, deliveries, verdict));
    } catch (UnknownDeliveryException unknown) {
      throw new Abort("delivery.unknown", String.valueOf(unknown.getMessage()));
    }
    return List.of();
  }

  private static Verdict settle(Handle transaction, Deliveries deliveries, Verdict verdict) {
    if (verdict.provider().isPresent() && verdict.format().isPresent()) {
      Deliveries.identify(
          transaction, verdict.delivery(), verdict.provider().get(), verdict.format().get());
    }
    deliveries.settle(transaction, verdict.delivery(), verdict.settlement());
    return verdict;
  }
}
