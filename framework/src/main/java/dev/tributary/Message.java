package dev.tributary;

import dev.tributary.internal.Ids;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// An immutable body with headers, and where it comes from.
///
/// A callback makes its results from its input ([#with], [#fanOut]), so that they belong to the
/// same job. Their ids are given by the framework when they are sent, derived from the input's id:
/// the same input gives the same ids, whenever and however often it is delivered.
///
/// @param id identifies the message; a redelivery, a retry and a redrive keep it
/// @param jobId what this is all about; kept from message to message, new for each child of a
///   fan-out
/// @param ancestorIds job ids of which this job is a part, the oldest first
/// @param originatedAt when the first message of the first of these jobs came into being
/// @param routingKey words separated by dots, `<action>.<type>` by convention (`upsert.release`)
/// @param attempt 1 for the first, counted by the framework
/// @param failures the attempts before this one, the oldest first: the first of them, and of the
///   others the last, [#FAILURES_LIMIT] in all
/// @param history the applications it came through, the oldest first, the last [#HISTORY_LIMIT] of
///   them
/// @param headers names and values of the applications' own
public record Message(
    String id,
    String jobId,
    List<String> ancestorIds,
    Instant originatedAt,
    String routingKey,
    int attempt,
    List<FailedAttempt> failures,
    List<Hop> history,
    Map<String, String> headers,
    Body body) {

  /// How many hops a message remembers.
  public static final int HISTORY_LIMIT = 16;

  /// How many failed attempts a message remembers.
  public static final int FAILURES_LIMIT = 10;

  /// Header of a message that overtakes what waits in a queue, if its value is [#URGENT].
  public static final String PRIORITY = "priority";

  public static final String URGENT = "urgent";

  /// One application that worked on what became this message.
  ///
  /// @param application its name
  /// @param receivedAt when it received its input
  /// @param sentAt when it sent its result
  public record Hop(String application, Instant receivedAt, Instant sentAt) {}

  /// One attempt that failed.
  ///
  /// @param error the class of what was thrown and its message, shortened, on one line
  public record FailedAttempt(Instant at, String error) {}

  public Message {
    if (routingKey.isBlank()) {
      throw new IllegalArgumentException(
          "expected a routing key such as \"upsert.release\", got: \"" + routingKey + "\"");
    }
    if (attempt < 1) {
      throw new IllegalArgumentException("expected an attempt of 1 or more, got: " + attempt);
    }
    ancestorIds = List.copyOf(ancestorIds);
    failures = List.copyOf(failures);
    history = List.copyOf(history);
    headers = Map.copyOf(headers);
  }

  /// A message of which no attempt has failed yet.
  public Message(
      String id,
      String jobId,
      List<String> ancestorIds,
      Instant originatedAt,
      String routingKey,
      int attempt,
      List<Hop> history,
      Map<String, String> headers,
      Body body) {
    this(
        id,
        jobId,
        ancestorIds,
        originatedAt,
        routingKey,
        attempt,
        List.of(),
        history,
        headers,
        body);
  }

  /// The first message of a new job, with a random id, originated now.
  public static Message of(String routingKey, Body body) {
    return of(Ids.random(), routingKey, body, Instant.now());
  }

  /// The first message of a new job whose id the caller knows, so that sending it again repeats it
  /// rather than making another.
  public static Message of(String id, String routingKey, Body body, Instant originatedAt) {
    return new Message(id, id, List.of(), originatedAt, routingKey, 1, List.of(), Map.of(), body);
  }

  /// When this message was sent: by the last application it came through, or as the first of its
  /// job.
  public Instant sentAt() {
    return history.isEmpty() ? originatedAt : history.getLast().sentAt();
  }

  /// This message with another routing key and body: a result of the same job.
  public Message with(String newRoutingKey, Body newBody) {
    return new Message(
        id,
        jobId,
        ancestorIds,
        originatedAt,
        newRoutingKey,
        attempt,
        failures,
        history,
        headers,
        newBody);
  }

  /// This message with one more header, or another value for it.
  public Message withHeader(String name, String value) {
    var more = new TreeMap<>(headers);
    more.put(name, value);
    return new Message(
        id, jobId, ancestorIds, originatedAt, routingKey, attempt, failures, history, more, body);
  }

  /// This message without the header `name`, if it has it.
  public Message withoutHeader(String name) {
    var fewer = new TreeMap<>(headers);
    fewer.remove(name);
    return new Message(
        id, jobId, ancestorIds, originatedAt, routingKey, attempt, failures, history, fewer, body);
  }

  /// Whether it is to be delivered before what waits.
  public boolean isUrgent() {
    return URGENT.equals(headers.get(PRIORITY));
  }

  /// Child number `index` of a fan-out: a job of its own, that has this message's job as its last
  /// ancestor.
  public Message fanOut(int index, String newRoutingKey, Body newBody) {
    var ancestors = new ArrayList<>(ancestorIds);
    ancestors.add(jobId);
    return new Message(
        id,
        Ids.derive(id, "job", index),
        ancestors,
        originatedAt,
        newRoutingKey,
        attempt,
        failures,
        history,
        headers,
        newBody);
  }
}
