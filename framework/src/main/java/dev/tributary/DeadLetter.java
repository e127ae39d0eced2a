package dev.tributary;

import java.time.Instant;
import java.util.TreeMap;

/// A message that failed for good, and why. It keeps the original's bytes and headers.
///
/// Dead letters of all applications go to the exchange [#EXCHANGE]. The queue [#QUEUE] is always
/// bound to it, so that none is lost while nobody reads them; the application that does has its
/// name.
///
/// @param message the original, as the application received it
/// @param application where it failed, and where it is to go on
/// @param error the class of the failure
/// @param reason its message, and those of its causes
/// @param stack its stack trace, shortened to [#STACK_LIMIT] characters
public record DeadLetter(
    Message message,
    String application,
    String error,
    String reason,
    String stack,
    Instant failedAt) {

  /// Exchange of all dead letters; the routing key is the name of the application that failed.
  public static final String EXCHANGE = "failures";

  /// The queue of all dead letters.
  public static final String QUEUE = "dead-letters";

  /// How much of a stack trace is kept, in characters.
  public static final int STACK_LIMIT = 8_000;

  private static final String PREFIX = "dead-letter-";

  /// The dead letter as it travels.
  public Message toMessage() {
    return message
        .with(application, message.body())
        .withHeader(PREFIX + "routing-key", message.routingKey())
        .withHeader(PREFIX + "error", error)
        .withHeader(PREFIX + "reason", reason)
        .withHeader(PREFIX + "stack", stack)
        .withHeader(PREFIX + "failed-at", failedAt.toString());
  }

  /// Reads back what [#toMessage] wrote.
  ///
  /// @throws IllegalArgumentException if `message` is not a dead letter
  public static DeadLetter from(Message letter) {
    var headers = new TreeMap<>(letter.headers());
    headers.keySet().removeIf(name -> name.startsWith(PREFIX));
    var original =
        new Message(
            letter.id(),
            letter.jobId(),
            letter.ancestorIds(),
            letter.originatedAt(),
            header(letter, "routing-key"),
            letter.attempt(),
            letter.history(),
            headers,
            letter.body());
    return new DeadLetter(
        original,
        letter.routingKey(),
        header(letter, "error"),
        header(letter, "reason"),
        header(letter, "stack"),
        Instant.parse(header(letter, "failed-at")));
  }

  private static String header(Message letter, String name) {
    var value = letter.headers().get(PREFIX + name);
    if (value == null) {
      throw new IllegalArgumentException(
          "expected a dead letter with the header " + PREFIX + name + ", got: " + letter.headers());
    }
    return value;
  }
}
