package dev.tributary;

import dev.tributary.Outcome.Aborted;
import dev.tributary.Outcome.Completed;
import dev.tributary.Outcome.DeadLettered;
import dev.tributary.Outcome.Interrupted;
import dev.tributary.Outcome.OutOfTurn;
import dev.tributary.Outcome.Retried;
import dev.tributary.Outcome.Snoozed;
import dev.tributary.Outcome.Unavailable;
import dev.tributary.internal.Failures;
import dev.tributary.internal.Ids;
import dev.tributary.internal.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/// One thing that happened to a message in an application: a result was sent, or the message came
/// to an outcome.
///
/// Events go to the exchange [#EXCHANGE] with the routing key [#KEY], many in one message, a JSON
/// object a line; they are confirmed before the delivery they speak of is settled. Their ids follow
/// from what happened, so that an event recorded twice is the same event.
///
/// @param name `result.sent`, `message.completed`, `message.aborted`, `message.retried`,
///   `message.snoozed`, `message.unavailable`, `message.dead-lettered`, `message.interrupted` or
///   `message.redriven`
/// @param message the result for `result.sent`, otherwise the application's input
/// @param inputId id of the application's input
/// @param waited from the input's sending to its receipt
/// @param worked from its receipt to this event
/// @param reason why it was aborted, retried, snoozed, dead-lettered, interrupted or redriven,
///   shortened
/// @param delay until the next attempt
public record Event(
    String name,
    Instant at,
    String application,
    Message message,
    String inputId,
    Duration waited,
    Duration worked,
    Optional<String> reason,
    Optional<Duration> delay) {

  public static final String EXCHANGE = "events";
  public static final String KEY = "recorded.events";

  /// The largest body that is recorded, in bytes.
  public static final int BODY_LIMIT = 1 << 20;

  private static final String SENT = "result.sent";
  private static final String REDRIVEN = "message.redriven";
  private static final int CHARACTERS_IN_A_MESSAGE = 64 << 10;

  /// What is to be recorded of a delivery of `input` that came to `outcome`: an event for each
  /// result, and one for the outcome.
  public static List<Event> of(
      String application, Message input, Outcome outcome, Instant receivedAt, Instant at) {
    var settled =
        new Event(
            nameOf(outcome),
            at,
            application,
            input,
            input.id(),
            Duration.between(input.sentAt(), receivedAt),
            Duration.between(receivedAt, at),
            reasonOf(outcome).map(Failures::shortened),
            delayOf(outcome));
    var results = outcome instanceof Completed(var sent, _) ? sent : List.<Message>of();
    var events = new ArrayList<Event>(results.size() + 1);
    results.forEach(result -> events.add(settled.sent(result)));
    events.add(settled);
    return events;
  }

  /// A message that entered the system at `application` rather than following from another.
  public static Event entered(String application, Message message, Instant at) {
    return new Event(
        SENT,
        at,
        application,
        message,
        message.id(),
        Duration.ZERO,
        Duration.ZERO,
        Optional.empty(),
        Optional.empty());
  }

  /// A dead letter that was sent on to `application`, where it had failed.
  ///
  /// @param message as it was sent
  /// @param reason who wanted it, and why
  public static Event redriven(String application, Message message, String reason, Instant at) {
    return new Event(
        REDRIVEN,
        at,
        application,
        message,
        message.id(),
        Duration.ZERO,
        Duration.ZERO,
        Optional.of(reason),
        Optional.empty());
  }

  /// `lines`, of which each is an event as [#toJson] writes it, in as few messages as their size
  /// allows.
  public static List<Message> messages(List<String> lines, Instant at) {
    var messages = new ArrayList<Message>();
    var length = lines.stream().mapToInt(String::length).sum() + lines.size();
    var text = new StringBuilder(Math.min(length, CHARACTERS_IN_A_MESSAGE));
    for (var line : lines) {
      if (!text.isEmpty() && text.length() + line.length() > CHARACTERS_IN_A_MESSAGE) {
        messages.add(message(text, at));
        text.setLength(0);
      }
      text.append(line).append('\n');
    }
    messages.add(message(text, at));
    return messages;
  }

  private static Message message(CharSequence lines, Instant at) {
    return Message.of(Ids.random(), KEY, Body.utf8(lines.toString()), at);
  }

  private Event sent(Message result) {
    return new Event(
        SENT, at, application, result, inputId, waited, worked, Optional.empty(), Optional.empty());
  }

  private static String nameOf(Outcome outcome) {
    return switch (outcome) {
      case Completed _ -> "message.completed";
      case Aborted _ -> "message.aborted";
      case Retried _ -> "message.retried";
      case Snoozed _ -> "message.snoozed";
      case Unavailable _ -> "message.unavailable";
      case OutOfTurn _ -> "message.out-of-turn";
      case DeadLettered _ -> "message.dead-lettered";
      case Interrupted _ -> "message.interrupted";
    };
  }

  private static Optional<String> reasonOf(Outcome outcome) {
    return switch (outcome) {
      case Completed(_, var dropped) when dropped.isEmpty() -> Optional.empty();
      case Completed(_, var dropped) ->
          Optional.of("dropped " + dropped.stream().map(Event::said).toList());
      case Aborted(var abort) -> Optional.of(said(abort));
      case Retried(_, var cause) -> Optional.of(Failures.text(cause));
      case Snoozed(_, var reason) -> Optional.of(reason);
      case Unavailable(_, var cause) -> Optional.of(Failures.text(cause));
      case OutOfTurn _ -> Optional.empty();
      case DeadLettered(var letter, _) -> Optional.of(letter.error() + ": " + letter.reason());
      case Interrupted(var cause) -> Optional.of(Failures.text(cause));
    };
  }

  private static Optional<Duration> delayOf(Outcome outcome) {
    return switch (outcome) {
      case Retried(var delay, _) -> Optional.of(delay);
      case Snoozed(var delay, _) -> Optional.of(delay);
      case Unavailable(var delay, _) -> Optional.of(delay);
      case OutOfTurn(var delay) -> Optional.of(delay);
      case Completed _, Aborted _, DeadLettered _, Interrupted _ -> Optional.empty();
    };
  }

  private static String said(Abort abort) {
    return abort.reason() + ": " + abort.getMessage();
  }

  /// The same for the same thing happening to the same attempt of the same message. What does not
  /// cost an attempt may happen again, at another time; after a redrive everything may.
  public String id() {
    return switch (name) {
      case "message.snoozed", "message.unavailable", "message.interrupted" ->
          Ids.derive(name, application, message.id(), message.attempt(), at);
      default ->
          message.headers().containsKey(DeadLetter.REDRIVE)
              ? Ids.derive(name, application, message.id(), message.attempt(), redrive())
              : Ids.derive(name, application, message.id(), message.attempt());
    };
  }

  private String redrive() {
    return message.headers().getOrDefault(DeadLetter.REDRIVE, "");
  }

  /// The event as one JSON object, without a line break.
  public String toJson() {
    return json().toString();
  }

  /// The same with the body of the message, if this tells of one that was sent: as text if that is
  /// what it is, otherwise in Base64 (RFC 4648, section 4). A body of more than [#BODY_LIMIT] bytes
  /// is left out.
  public String toJsonWithBody() {
    var json = json();
    if (name.equals(SENT) && message.body().size() <= BODY_LIMIT) {
      var text = message.body().utf8();
      if (Body.utf8(text).equals(message.body())) {
        json.put("body", text);
      } else {
        json.put("bodyBase64", Base64.getEncoder().encodeToString(message.body().bytes()));
      }
    }
    return json.toString();
  }

  private Json json() {
    return Json.object()
        .put("id", id())
        .put("name", name)
        .put("at", at)
        .put("application", application)
        .put("messageId", message.id())
        .put("inputId", inputId)
        .put("jobId", message.jobId())
        .put("ancestorIds", message.ancestorIds())
        .put("originatedAt", message.originatedAt())
        .put("routingKey", message.routingKey())
        .put("attempt", message.attempt())
        .put("headers", message.headers())
        .put("bytes", message.body().size())
        .put("waitedMillis", millis(waited))
        .put("workedMillis", millis(worked))
        .put("reason", reason)
        .put("delayMillis", delay.map(Event::millis));
  }

  /// Another program may say of a message that it is older than the world.
  private static long millis(Duration duration) {
    try {
      return duration.toMillis();
    } catch (ArithmeticException endless) {
      return duration.isNegative() ? Long.MIN_VALUE : Long.MAX_VALUE;
    }
  }
}
