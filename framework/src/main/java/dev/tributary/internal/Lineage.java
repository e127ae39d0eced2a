package dev.tributary.internal;

import dev.tributary.Body;
import dev.tributary.Message;
import dev.tributary.Message.FailedAttempt;
import dev.tributary.spi.Headers;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// How one message comes from another.
public final class Lineage {
  /// How much is remembered of what an attempt met, in characters.
  private static final int ERROR_LENGTH = 200;

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

  /// The same message, to be tried once more after `failure`.
  static Message nextAttempt(Message message, Throwable failure, Instant now) {
    var failures = new ArrayList<>(message.failures());
    failures.add(new FailedAttempt(now, oneLine(failure)));
    if (failures.size() > Message.FAILURES_LIMIT) {
      failures.remove(1);
    }
    return new Message(
        message.id(),
        message.jobId(),
        message.ancestorIds(),
        message.originatedAt(),
        message.routingKey(),
        message.attempt() + 1,
        failures,
        message.history(),
        message.headers(),
        message.body());
  }

  /// When `message` failed for the first time, of the times that it is tried now.
  public static Optional<Instant> failingSince(Message message) {
    return message.failures().stream().findFirst().map(FailedAttempt::at);
  }

  private static String oneLine(Throwable failure) {
    var text = Failures.text(failure).replaceAll("\\s+", " ");
    return text.length() <= ERROR_LENGTH ? text : text.substring(0, ERROR_LENGTH) + "…";
  }

  /// The same message with `body`, as if it had never been tried.
  public static Message startingAnew(Message message, Body body) {
    return new Message(
        message.id(),
        message.jobId(),
        message.ancestorIds(),
        message.originatedAt(),
        message.routingKey(),
        1,
        List.of(),
        message.history(),
        withoutSnooze(message.headers()),
        body);
  }

  /// The same message, to be delivered later: it remembers since when it has been put off.
  static Message putOff(Message message, Instant now) {
    return putOffSince(message).isPresent()
        ? message
        : message.withHeader(Headers.SNOOZED_SINCE, now.toString());
  }

  /// When `message` was put off for the first time.
  static Optional<Instant> putOffSince(Message message) {
    return instant(message.headers().getOrDefault(Headers.SNOOZED_SINCE, ""));
  }

  /// The instant that `text` stands for, if it does.
  public static Optional<Instant> instant(String text) {
    try {
      return Optional.of(Instant.parse(text));
    } catch (DateTimeException notOurs) {
      return Optional.empty();
    }
  }

  /// How long a message was put off is no business of its results.
  private static Map<String, String> withoutSnooze(Map<String, String> headers) {
    if (!headers.containsKey(Headers.SNOOZED_SINCE)) {
      return headers;
    }
    var others = new TreeMap<>(headers);
    others.remove(Headers.SNOOZED_SINCE);
    return others;
  }
}
