package dev.tributary.rabbitmq;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Envelope;
import dev.tributary.DeadLetter;
import dev.tributary.DeliveryLimitException;
import dev.tributary.Message;
import dev.tributary.spi.Headers;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A message as the broker hands it over.
///
/// Reading never fails: what another program sent is read as far as it goes. Values of headers that
/// are no texts become texts. A message without a `message_id` is known by its content and routing
/// key, so that a redelivery has the same id: two that are alike count as one. What the broker
/// notes in headers as it hands a message on is left out; it would take a message for one that goes
/// in circles, and drop it, if it found its own notes from another time.
///
/// @param due when it is to be delivered, if that is later than one turn in the ladder takes
/// @param count of deliveries of the message, this one included
record Received(Message message, Optional<Instant> due, int count) {
  private static final String DEATHS = "x-death";
  private static final String DELIVERIES_BEFORE = "x-delivery-count";

  /// What the names of the broker's notes begin with, besides other names.
  private static final String MAYBE_A_NOTE = "x-";

  private static final List<String> NOTES =
      List.of(DEATHS, "x-first-death-", "x-last-death-", DELIVERIES_BEFORE, "x-acquired-count");

  static Received of(Envelope envelope, BasicProperties properties, byte[] body) {
    Map<String, ?> wired = properties.getHeaders() == null ? Map.of() : properties.getHeaders();
    var setAside = lastDeath(wired).filter(death -> "delivery_limit".equals(text(death, "reason")));
    var headers = new HashMap<String, String>();
    wired.forEach(
        (name, value) -> {
          if (isOfTheMessage(name)) {
            headers.put(name, text(value));
          }
        });
    headers.put(Wire.ID, id(envelope, properties, body));
    headers.putIfAbsent(
        Wire.ROUTING_KEY, setAside.map(Received::routingKey).orElse(envelope.getRoutingKey()));
    var due = Optional.ofNullable(headers.remove(Wire.DUE)).flatMap(Received::instant);
    var message = Headers.read(headers, body, envelope.getRoutingKey());
    return new Received(
        setAside.map(death -> letter(message, death)).orElse(message), due, count(envelope, wired));
  }

  /// Classic queues say only whether it is the first time.
  private static int count(Envelope envelope, Map<String, ?> wired) {
    return wired.get(DELIVERIES_BEFORE) instanceof Number before
        ? before.intValue() + 1
        : envelope.isRedeliver() ? 2 : 1;
  }

  /// How much too early it comes.
  Duration early() {
    return due.map(time -> Duration.between(Instant.now(), time)).orElse(Duration.ZERO);
  }

  private static boolean isOfTheMessage(String name) {
    var isNote = name.startsWith(MAYBE_A_NOTE) && NOTES.stream().anyMatch(name::startsWith);
    return !isNote && !Wire.OF_THE_BROKER.contains(name);
  }

  private static String text(@Nullable Object value) {
    return switch (value) {
      case null -> "";
      case byte[] bytes -> HexFormat.of().formatHex(bytes);
      default -> value.toString();
    };
  }

  private static Optional<Instant> instant(String text) {
    try {
      return Optional.of(Instant.parse(text));
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }

  private static String id(Envelope envelope, BasicProperties properties, byte[] body) {
    var id = properties.getMessageId();
    return id == null || id.isBlank() ? hash(envelope, body) : id;
  }

  private static String hash(Envelope envelope, byte[] body) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      digest.update(envelope.getExchange().getBytes(UTF_8));
      digest.update((byte) 0);
      digest.update(envelope.getRoutingKey().getBytes(UTF_8));
      digest.update((byte) 0);
      return HexFormat.of().formatHex(digest.digest(body));
    } catch (NoSuchAlgorithmException impossible) {
      throw new AssertionError("every Java platform has SHA-256", impossible);
    }
  }

  /// What the broker noted when it last handed the message on by itself.
  private static Optional<Map<?, ?>> lastDeath(Map<String, ?> wired) {
    return wired.get(DEATHS) instanceof List<?> deaths
            && !deaths.isEmpty()
            && deaths.getFirst() instanceof Map<?, ?> last
        ? Optional.of(last)
        : Optional.empty();
  }

  /// The routing key that a message had when it was set aside.
  private static String routingKey(Map<?, ?> death) {
    return death.get("routing-keys") instanceof List<?> keys && !keys.isEmpty()
        ? text(keys.getFirst())
        : "";
  }

  /// `message` as a dead letter: the broker set it aside, but does not know how we write that down.
  private static Message letter(Message message, Map<?, ?> death) {
    var application = Names.application(text(death, "queue"));
    var reason =
        "it was delivered again and again and never settled: each time the process ended, or gave"
            + " it back because its broker or a shutdown was in the way";
    return new DeadLetter(
            message,
            application,
            "",
            DeliveryLimitException.class.getName(),
            reason,
            "",
            Map.of(),
            Instant.now())
        .toMessage();
  }

  private static String text(Map<?, ?> table, String key) {
    return text(table.get(key));
  }
}
