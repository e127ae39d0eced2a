package dev.tributary.ingestion.pipeline;

import dev.tributary.Application;
import dev.tributary.Body;
import dev.tributary.Message;
import dev.tributary.database.Effects;
import dev.tributary.ingestion.catalogue.EditRequest;
import dev.tributary.ingestion.catalogue.Edits;
import dev.tributary.ingestion.json.Json;
import java.time.InstantSource;
import java.util.List;
import org.jdbi.v3.core.Handle;

/// Writes down what editors change of products, and tells [Notify] of it. An application of its
/// own, so that no editor waits for the deliveries that are being loaded.
final class Editing {
  static final String NAME = "editing";

  /// Routing key of what an editor asks for.
  static final String REQUESTED = "edit.product";

  /// Routing key of a product that is shown otherwise than before.
  static final String EDITED = "edited.product";

  private Editing() {}

  /// What it is called and consumes.
  static Application.Builder declared() {
    return Application.named(NAME).consumes(NAME, REQUESTED);
  }

  static Application application(Effects effects, InstantSource clock) {
    return declared()
        .callback(effects.once(NAME, (transaction, message) -> apply(transaction, message, clock)))
        .build();
  }

  private static List<Message> apply(Handle transaction, Message message, InstantSource clock) {
    var request = Json.readOwn(message.body().utf8(), EditRequest.class);
    return Edits.apply(transaction, request, clock.instant()).stream()
        .map(ProductChanged::of)
        .map(change -> message.with(EDITED, Body.of(Json.bytes(change))))
        .toList();
  }

  /// The message that asks for it.
  static Message message(EditRequest request) {
    return Message.of(request.id(), REQUESTED, Body.of(Json.bytes(request)), request.at())
        .withHeader(Keys.PRODUCT, request.product());
  }
}
