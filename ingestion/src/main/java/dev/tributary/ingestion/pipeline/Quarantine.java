package dev.tributary.ingestion.pipeline;

import static dev.tributary.RetryPolicy.forever;

import dev.tributary.Application;
import dev.tributary.DeadLetter;
import dev.tributary.Message;
import dev.tributary.RetryPolicy;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Reads the dead letters of all applications into their table, which is the only truth about them,
/// and says of the delivery concerned that it is set aside. Never gives up itself.
final class Quarantine {
  static final String NAME = DeadLetter.QUEUE;

  private Quarantine() {}

  static Application application(LedgerStore ledger, Bodies bodies) {
    return Application.named(NAME)
        .consumes(DeadLetter.EXCHANGE, "#")
        .callback(message -> apply(message, ledger, bodies))
        .retry(RetryPolicy.standard().on(Throwable.class, forever()))
        .build();
  }

  private static List<Message> apply(Message message, LedgerStore ledger, Bodies bodies)
      throws InterruptedException, IOException {
    var letter = DeadLetter.from(message);
    ledger.keep(letter);
    var results = new ArrayList<Message>();
    var delivery = letter.message().headers().get(Keys.DELIVERY);
    if (delivery != null) {
      var verdict = Verdict.quarantined(delivery, letter);
      results.add(letter.message().with(Keys.QUARANTINED, bodies.write(verdict)));
    }
    return results;
  }
}
