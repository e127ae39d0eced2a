package dev.tributary.ingestion.pipeline;

import dev.tributary.Abort;
import dev.tributary.Message;
import dev.tributary.ingestion.catalogue.Reingestion;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// What is mapped anew says in its messages for which reingestion it is. What came of the delivery
/// before is not to be told after that, whatever is sent on late: a failure of before, say.
final class Anew {
  private Anew() {}

  /// `message` as one about the delivery `id`, whichever it was about.
  static Message about(Handle handle, Message message, String id) {
    var about = message.withHeader(Keys.DELIVERY, id);
    return Reingestion.latest(handle, id)
        .map(act -> about.withHeader(Keys.REINGESTION, act))
        .orElseGet(() -> about.withoutHeader(Keys.REINGESTION));
  }

  /// Lets `message` speak for the delivery `id`.
  ///
  /// @throws Abort if the delivery was mapped anew since
  static void check(Handle handle, Message message, String id) {
    var own = Optional.ofNullable(message.headers().get(Keys.REINGESTION));
    var latest = Reingestion.latest(handle, id);
    if (latest.isPresent() && !latest.equals(own)) {
      throw new Abort(
          "delivery.reingested",
          "%s was mapped anew since, by the reingestion %s: what comes of that counts"
              .formatted(id, latest.get()));
    }
  }
}
