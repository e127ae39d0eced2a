package dev.tributary.ingestion.pipeline;

import dev.tributary.Application;
import dev.tributary.DeadLetter;
import dev.tributary.Message;
import dev.tributary.RetryPolicy;
import java.util.List;

/// Says of a delivery of which a message is a dead letter that it is set aside. Never gives up
/// itself.
final class Quarantine {
  static final String NAME = "quarantine";

  private Quarantine() {}

  /// What it is called and consumes.
  static Application.Builder declared() {
    return Application.named(NAME).consumes(DeadLetter.EXCHANGE, "#");
  }

  static Application application(Bodies bodies) {
    return declared()
        .callback(message -> apply(message, bodies))
        .retry(RetryPolicy.neverGivingUp())
        .deliveryLimit(Integer.MAX_VALUE)
        .build();
  }

  private static List<Message> apply(Message message, Bodies bodies) throws Exception {
    var letter = DeadLetter.from(message);
    var delivery = letter.message().headers().get(Keys.DELIVERY);
    if (delivery == null) {
      return List.of();
    }
    var verdict = Verdict.quarantined(delivery, letter);
    return List.of(letter.message().with(Keys.QUARANTINED, bodies.write(verdict)));
  }
}
