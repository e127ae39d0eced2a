package dev.tributary.ingestion.pipeline;

import dev.tributary.Application;
import dev.tributary.Message;
import dev.tributary.RetryPolicy;
import dev.tributary.database.Database;
import dev.tributary.ingestion.catalogue.Deliveries;
import java.io.IOException;
import java.util.List;

/// Ends each delivery: writes down its final state, where the provider, the operator and `ingest`
/// see it. Never gives up, since nothing else ends a delivery.
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
        .retry(RetryPolicy.neverGivingUp())
        .build();
  }

  private static List<Message> apply(
      Message message, Database catalogue, Deliveries deliveries, Bodies bodies)
      throws IOException, InterruptedException {
    var verdict = bodies.read(message, Verdict.class);
    catalogue.write(
        transaction -> {
          if (verdict.provider().isPresent() && verdict.format().isPresent()) {
            Deliveries.identify(
                transaction, verdict.delivery(), verdict.provider().get(), verdict.format().get());
          }
          deliveries.settle(transaction, verdict.delivery(), verdict.settlement());
          return verdict;
        });
    return List.of();
  }
}
