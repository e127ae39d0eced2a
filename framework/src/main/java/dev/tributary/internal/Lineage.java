package dev.tributary.internal;

import dev.tributary.Message;
import java.time.Instant;
import java.util.ArrayList;

/// How one message comes from another.
final class Lineage {
  private Lineage() {}

  /// `result` as number `ordinal` of what `application` makes of `input`: its id follows from the
  /// input's, its attempts start anew, its history is one hop longer.
  static Message sent(
      Message result,
      Message input,
      String application,
      int ordinal,
      Instant receivedAt,
      Instant sentAt) {
    var hops = new ArrayList<>(input.history());
    hops.add(new Message.Hop(application, receivedAt, sentAt));
    return new Message(
        Ids.derive(input.id(), application, ordinal),
        result.jobId(),
        result.ancestorIds(),
        result.originatedAt(),
        result.routingKey(),
        1,
        hops.subList(Math.max(0, hops.size() - Message.HISTORY_LIMIT), hops.size()),
        result.headers(),
        result.body());
  }

  /// The same message, to be tried once more.
  static Message nextAttempt(Message message) {
    return new Message(
        message.id(),
        message.jobId(),
        message.ancestorIds(),
        message.originatedAt(),
        message.routingKey(),
        message.attempt() + 1,
        message.history(),
        message.headers(),
        message.body());
  }
}
