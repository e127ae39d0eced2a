package dev.tributary.internal;

import dev.tributary.Message;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// How one message comes from another.
final class Lineage {
  private static final String SNOOZED_SINCE = "snoozed-since";

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
        withoutSnooze(result.headers()),
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

  /// The same message, to be delivered later: it remembers since when it has been put off.
  static Message snoozed(Message message, Instant now) {
    return snoozedSince(message).isPresent()
        ? message
        : message.withHeader(SNOOZED_SINCE, now.toString());
  }

  /// When `message` was put off for the first time.
  static Optional<Instant> snoozedSince(Message message) {
    try {
      return Optional.ofNullable(message.headers().get(SNOOZED_SINCE)).map(Instant::parse);
    } catch (DateTimeException notOurs) {
      return Optional.empty();
    }
  }

  /// How long a message was put off is no business of its results.
  private static Map<String, String> withoutSnooze(Map<String, String> headers) {
    if (!headers.containsKey(SNOOZED_SINCE)) {
      return headers;
    }
    var others = new TreeMap<>(headers);
    others.remove(SNOOZED_SINCE);
    return others;
  }
}
