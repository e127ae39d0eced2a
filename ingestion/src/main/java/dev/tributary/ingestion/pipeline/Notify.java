package dev.tributary.ingestion.pipeline;

import dev.tributary.Application;
import dev.tributary.Message;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Tells whoever wants to know what changed in the catalogue: one message a product, with the
/// routing key `<action>.<type>` such as `takedown.release`. Nobody need listen to those; bind a
/// queue to the exchange `notify` and you do.
final class Notify {
  static final String NAME = "notify";

  private Notify() {}

  /// What it is called and consumes.
  static Application.Builder declared() {
    return Application.named(NAME).consumes(Load.NAME, Load.APPLIED);
  }

  static Application application(Bodies bodies) {
    return declared().callback(message -> apply(message, bodies)).listenersOptional().build();
  }

  private static List<Message> apply(Message message, Bodies bodies)
      throws IOException, InterruptedException {
    var loaded = bodies.read(message, Loaded.class);
    var results = new ArrayList<Message>();
    for (var change : loaded.changes()) {
      var key = change.action().name().toLowerCase(Locale.ROOT) + "." + change.type();
      results.add(message.withHeader(Keys.PRODUCT, change.key()).with(key, bodies.write(change)));
    }
    results.add(message.with(Keys.LOADED, bodies.write(loaded.verdict())));
    return results;
  }
}
