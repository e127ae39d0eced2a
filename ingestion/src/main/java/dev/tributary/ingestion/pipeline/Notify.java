package dev.tributary.ingestion.pipeline;

import dev.tributary.Application;
import dev.tributary.Body;
import dev.tributary.Message;
import dev.tributary.ingestion.json.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Tells whoever wants to know what changed in the catalogue: one message a product, with the
/// routing key `<action>.<type>` such as `takedown.release`. Nobody need listen to those; bind a
/// queue to the exchange `notify` and you do.
///
/// A change says all of it in its body, since whoever listens may be without the content store, and
/// it bears no delivery's name: what listeners make of it is no part of how a delivery ends.
final class Notify {
  static final String NAME = "notify";

  private Notify() {}

  /// What it is called and consumes.
  static Application.Builder declared() {
    return Application.named(NAME)
        .consumes(Load.NAME, Load.APPLIED)
        .consumes(Editing.NAME, Editing.EDITED);
  }

  static Application application(Bodies bodies) {
    return declared().callback(message -> apply(message, bodies)).listenersOptional().build();
  }

  private static List<Message> apply(Message message, Bodies bodies)
      throws IOException, InterruptedException {
    if (message.routingKey().equals(Editing.EDITED)) {
      return List.of(told(message, Json.readOwn(message.body().utf8(), ProductChanged.class)));
    }
    var loaded = bodies.read(message, Loaded.class);
    var results = new ArrayList<Message>();
    loaded.changes().forEach(change -> results.add(told(message, change)));
    results.add(message.with(Keys.LOADED, bodies.write(loaded.verdict())));
    return results;
  }

  private static Message told(Message message, ProductChanged change) {
    return message
        .withHeader(Keys.PRODUCT, change.key())
        .withHeader(Keys.PROVIDER, change.provider())
        .withoutHeader(Keys.DELIVERY)
        .with(change.routingKey(), Body.of(Json.bytes(change)));
  }
}
