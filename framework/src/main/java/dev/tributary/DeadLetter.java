package dev.tributary;

import dev.tributary.Message.FailedAttempt;
import dev.tributary.internal.Ids;
import dev.tributary.internal.Lineage;
import dev.tributary.spi.Headers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// A message that failed for good, and why. It keeps the original's bytes and headers.
///
/// Dead letters of all applications go to the exchange [#EXCHANGE]. The queue [#QUEUE] is always
/// bound to it, so that none is lost while nobody reads them; the application that does has its
/// name.
///
/// @param message the original, as the application received it
/// @param application where it failed, and where it is to go on
/// @param version of the application's code
/// @param error the class of the failure
/// @param reason its message, and those of its causes
/// @param stack its stack trace, shortened to [#STACK_LIMIT] characters
/// @param details what the failure knew of itself; see [Detailed]
public record DeadLetter(
    Message message,
    String application,
    String version,
    String error,
    String reason,
    String stack,
    Map<String, String> details,
    Instant failedAt) {

  /// Exchange of all dead letters; the routing key is the name of the application that failed.
  public static final String EXCHANGE = "failures";

  /// The queue of all dead letters.
  public static final String QUEUE = "dead-letters";

  /// Header of what was sent on after it had failed: the id of the act by which it was.
  public static final String REDRIVE = "redrive";

  /// How much of a stack trace is kept, in characters.
  public static final int STACK_LIMIT = 8_000;

  private static final String PREFIX = "dead-letter-";
  private static final String DETAIL = PREFIX + "detail-";
  private static final String ERROR = PREFIX + "error";
  private static final String ATTEMPT = PREFIX + "attempt";
  private static final String FAILURES = PREFIX + "failures";

  public DeadLetter {
    details = Map.copyOf(details);
  }

  /// The same for the same attempt of the same message, however often its failure is reported.
  public String id() {
    return Ids.derive(
        "dead-letter",
        application,
        message.id(),
        Ids.ofBytes(message.body().bytes()),
        message.attempt(),
        message.headers().getOrDefault(REDRIVE, ""));
  }

  /// All attempts that are known, the oldest first; the last of them is the one that led here.
  public List<FailedAttempt> attempts() {
    var attempts = new ArrayList<>(message.failures());
    attempts.add(new FailedAttempt(failedAt, error + ": " + reason));
    return List.copyOf(attempts);
  }

  /// The message as it is sent on to the application where it failed: with its own id, bytes and
  /// headers, and as if it had never been tried.
  ///
  /// @param act the id of the act by which it is sent
  /// @param edited the body to send instead of the original one
  public Message redriven(String act, Optional<Body> edited) {
    return Lineage.startingAnew(message, edited.orElse(message.body())).withHeader(REDRIVE, act);
  }

  /// The dead letter as it travels: a message that has not been tried itself.
  public Message toMessage() {
    var letter =
        Lineage.startingAnew(message, message.body())
            .with(application, message.body())
            .withHeader(ATTEMPT, Integer.toString(message.attempt()))
            .withHeader(FAILURES, Headers.text(message.failures()))
            .withHeader(PREFIX + "routing-key", message.routingKey())
            .withHeader(PREFIX + "version", version)
            .withHeader(ERROR, error)
            .withHeader(PREFIX + "reason", reason)
            .withHeader(PREFIX + "stack", stack)
            .withHeader(PREFIX + "failed-at", failedAt.toString());
    for (var detail : details.entrySet()) {
      letter = letter.withHeader(DETAIL + detail.getKey(), detail.getValue());
    }
    return letter;
  }

  /// Reads back what [#toMessage] wrote. What a broker itself set aside, because it had been
  /// delivered too often, is a dead letter of the application that its routing key names.
  public static DeadLetter from(Message letter) {
    if (!letter.headers().containsKey(ERROR)) {
      return setAsideByTheBroker(letter);
    }
    var headers = new TreeMap<>(letter.headers());
    var details = new TreeMap<String, String>();
    headers.forEach(
        (name, value) -> {
          if (name.startsWith(DETAIL)) {
            details.put(name.substring(DETAIL.length()), value);
          }
        });
    headers.keySet().removeIf(name -> name.startsWith(PREFIX));
    var original =
        new Message(
            letter.id(),
            letter.jobId(),
            letter.ancestorIds(),
            letter.originatedAt(),
            header(letter, "routing-key"),
            Headers.attempt(header(letter, "attempt")),
            Headers.failures(header(letter, "failures")),
            letter.history(),
            headers,
            letter.body());
    return new DeadLetter(
        original,
        letter.routingKey(),
        header(letter, "version"),
        header(letter, "error"),
        header(letter, "reason"),
        header(letter, "stack"),
        details,
        Lineage.instant(header(letter, "failed-at")).orElse(letter.sentAt()));
  }

  private static DeadLetter setAsideByTheBroker(Message letter) {
    return new DeadLetter(
        letter,
        letter.routingKey(),
        "",
        DeliveryLimitException.class.getName(),
        "the broker set it aside: delivered too often without being settled",
        "",
        Map.of(),
        letter.sentAt());
  }

  private static String header(Message letter, String name) {
    return letter.headers().getOrDefault(PREFIX + name, "");
  }
}
