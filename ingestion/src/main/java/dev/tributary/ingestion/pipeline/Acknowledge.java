package dev.tributary.ingestion.pipeline;

import dev.tributary.Abort;
import dev.tributary.Application;
import dev.tributary.Message;
import dev.tributary.RetryPolicy;
import dev.tributary.database.Database;
import dev.tributary.database.Effects;
import dev.tributary.ingestion.catalogue.Deliveries;
import dev.tributary.ingestion.catalogue.DeliveryEnds;
import dev.tributary.ingestion.catalogue.DeliveryState;
import dev.tributary.ingestion.catalogue.RegisteredDelivery;
import dev.tributary.ingestion.catalogue.UnknownDeliveryException;
import dev.tributary.ingestion.catalogue.WaitingMessages;
import dev.tributary.ingestion.model.ProductDelivery;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;

/// Ends each delivery: writes down its final state, where the operator and `ingest` see it, and
/// tells whoever wants to know. One that has to wait, and whose files came in another package
/// meanwhile, goes on instead. Never gives up, since nothing else ends a delivery. A message about
/// a delivery that is not in the register (somebody else's header of that name, say) is aborted,
/// and so is one from before the delivery was mapped anew.
final class Acknowledge {
  static final String NAME = "acknowledge";

  private final Database catalogue;
  private final Effects effects;
  private final Deliveries deliveries;
  private final Completion completion;
  private final Bodies bodies;
  private final boolean isHeard;

  private Acknowledge(
      Database catalogue,
      Deliveries deliveries,
      Completion completion,
      Bodies bodies,
      boolean isHeard) {
    this.catalogue = catalogue;
    this.effects = new Effects(catalogue);
    this.deliveries = deliveries;
    this.completion = completion;
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
      Database catalogue,
      Deliveries deliveries,
      Completion completion,
      Bodies bodies,
      boolean isHeard) {
    var acknowledge = new Acknowledge(catalogue, deliveries, completion, bodies, isHeard);
    return declared()
        .callback(acknowledge::apply)
        .retry(RetryPolicy.neverGivingUp())
        .listenersOptional()
        .build();
  }

  private List<Message> apply(Message message) throws Exception {
    if (message.routingKey().equals(Keys.SETTLED)) {
      var id = Ended.read(message).delivery();
      return told(message, catalogue.read(handle -> ended(handle, id)));
    }
    var verdict = bodies.read(message, Verdict.class);
    try {
      return verdict.waiting().isPresent()
          ? waits(message, verdict, verdict.waiting().get())
          : told(message, catalogue.write(transaction -> end(transaction, message, verdict)));
    } catch (UnknownDeliveryException unknown) {
      throw new Abort("delivery.unknown", String.valueOf(unknown.getMessage()));
    }
  }

  /// Who goes on is decided once, and told again if the message is delivered again.
  private List<Message> waits(Message message, Verdict verdict, ProductDelivery waiting)
      throws Exception {
    return effects
        .once(
            NAME,
            (transaction, input) -> {
              var isFirst = beginsToWait(transaction, verdict.delivery());
              var results = new ArrayList<>(told(input, end(transaction, input, verdict)));
              WaitingMessages.put(transaction, waiting);
              if (isFirst) {
                for (var each : completion.together(transaction, waiting, verdict.provider())) {
                  results.add(Unpack.resumed(transaction, input, each, results.size(), bodies));
                }
              }
              return results;
            })
        .apply(message);
  }

  /// Whether it does not wait yet: it has no end, or was set aside until now.
  private static boolean beginsToWait(Handle handle, String delivery) {
    return Deliveries.find(handle, delivery)
        .flatMap(RegisteredDelivery::settlement)
        .map(last -> last.state() == DeliveryState.QUARANTINED)
        .orElse(true);
  }

  private List<String> end(Handle transaction, Message message, Verdict verdict) {
    Anew.check(transaction, message, verdict.delivery());
    if (verdict.provider().isPresent() && verdict.format().isPresent()) {
      Deliveries.identify(
          transaction, verdict.delivery(), verdict.provider().get(), verdict.format().get());
    }
    deliveries.settle(transaction, verdict.delivery(), verdict.settlement());
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
