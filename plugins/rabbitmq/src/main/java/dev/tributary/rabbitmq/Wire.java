package dev.tributary.rabbitmq;

import com.rabbitmq.client.AMQP.BasicProperties;
import dev.tributary.DeadLetter;
import dev.tributary.Message;
import dev.tributary.spi.Headers;
import dev.tributary.spi.Producer.Listeners;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/// Messages as RabbitMQ takes them.
///
/// The id is the `message_id`, the routing key is the routing key; headers say the rest, and only
/// what differs from what [Headers#read] takes for granted: reading and writing them is most of
/// what a message costs this process.
///
/// What the broker would answer with the end of the channel, for all who use it, is refused here,
/// as the fault of the one message. What came from the broker may go back to it, and be set aside,
/// whoever sent it: its body may have any size, and its headers more than those of results, so that
/// there is room for what is to be said of a failure.
final class Wire {
  /// When a message is due that waits for longer than the ladder's top rung.
  static final String DUE = Headers.PREFIX + "due";

  static final String ID = Headers.PREFIX + "id";
  static final String ROUTING_KEY = Headers.PREFIX + "routing_key";
  private static final String JOB_ID = Headers.PREFIX + "job_id";
  private static final String ATTEMPT = Headers.PREFIX + "attempt";

  /// Headers by which RabbitMQ routes ("Sender-selected Distribution"). It ends the channel on one
  /// that is a text, as all of ours are.
  static final Set<String> OF_THE_BROKER = Set.of("CC", "BCC");

  private static final int PERSISTENT = 2;

  /// What AMQP 0-9-1 calls a short string: routing keys, names of headers, ids (section 4.2.5.3).
  private static final int SHORT_STRING = 255;

  /// What a header takes beside its name and value, and the header frame beside its headers, with
  /// room for what the broker adds as it hands a message from queue to queue.
  private static final int PER_HEADER = 6;

  private static final int PER_FRAME = 4 << 10;

  private final int frameMax;
  private final int largestBody;

  /// @param frameMax the broker's, in bytes; 0 if it has none
  Wire(int frameMax, int largestBody) {
    this.frameMax = frameMax;
    this.largestBody = largestBody;
  }

  /// `message` on its way to whoever is bound to `exchange`.
  Publication toExchange(String exchange, Message message, Listeners listeners) {
    var key = shortString("routing key", message.routingKey());
    var mandatory = listeners == Listeners.REQUIRED;
    var headers = headers(message);
    headers.remove(ROUTING_KEY);
    if (exchange.equals(DeadLetter.EXCHANGE)) {
      var properties = properties(message, headers, mostHeaders()).build();
      return new Publication(exchange, key, mandatory, properties, message.body().bytes());
    }
    var properties = properties(message, headers, mostHeaders() / 3 * 2).build();
    return new Publication(exchange, key, mandatory, properties, body(message));
  }

  /// `message` on its way to `queue`, where it arrives after `delay`, or after the ladder's longest
  /// one for another turn.
  Publication toQueue(String queue, Message message, Duration delay, Instant now) {
    var headers = headers(message);
    if (!delay.isPositive()) {
      var properties = properties(message, headers, mostHeaders()).build();
      return new Publication(Names.entrance(queue), "", true, properties, message.body().bytes());
    }
    var turn = delay.compareTo(Ladder.LONGEST) > 0 ? Ladder.LONGEST : delay;
    if (!turn.equals(delay)) {
      headers.put(DUE, now.plus(delay).toString());
    }
    var properties =
        properties(message, headers, mostHeaders()).expiration(milliseconds(turn)).build();
    var rung = Ladder.rung(queue, turn);
    return new Publication("", rung, true, properties, message.body().bytes());
  }

  /// `message` for the one queue `part`, which holds nothing of the application's own.
  Publication toPart(String part, Message message) {
    var properties = properties(message, headers(message), mostHeaders()).build();
    return new Publication("", part, true, properties, body(message));
  }

  /// Rounded up, so that nothing comes early.
  private static String milliseconds(Duration delay) {
    return Long.toString(delay.plusNanos(999_999).toMillis());
  }

  /// How many bytes headers may have together, which all must fit into one frame.
  private int mostHeaders() {
    return frameMax == 0 ? Integer.MAX_VALUE : frameMax - PER_FRAME;
  }

  private static BasicProperties.Builder properties(
      Message message, Map<String, Object> headers, int most) {
    refuseTooLong(headers, most);
    return new BasicProperties.Builder()
        .messageId(shortString("id", message.id()))
        .deliveryMode(PERSISTENT)
        .headers(headers);
  }

  private static Map<String, Object> headers(Message message) {
    var headers = new HashMap<String, Object>();
    Headers.of(message)
        .forEach(
            (name, value) -> {
              if (!isUnderstood(message, name, value)) {
                headers.put(name, value);
              }
            });
    for (var name : OF_THE_BROKER) {
      if (headers.containsKey(name)) {
        throw new IllegalArgumentException(
            "expected no header "
                + name
                + ", which tells RabbitMQ whom else to send a message to; give it another name");
      }
    }
    return headers;
  }

  /// Whether whoever reads the message knows this header without being told.
  private static boolean isUnderstood(Message message, String name, String value) {
    return switch (name) {
      case ID -> true;
      case JOB_ID -> value.equals(message.id());
      case ATTEMPT -> value.equals("1");
      default -> value.isEmpty() && name.startsWith(Headers.PREFIX);
    };
  }

  /// All are texts.
  private static void refuseTooLong(Map<String, Object> headers, int most) {
    var bytes = 0;
    for (var header : headers.entrySet()) {
      var name = shortString("name of a header", header.getKey());
      bytes += PER_HEADER + utf8Length(name) + utf8Length(header.getValue().toString());
    }
    if (bytes > most) {
      throw new IllegalArgumentException(
          "expected headers of at most %d bytes together, got %d; put what is long into the body"
              .formatted(most, bytes));
    }
  }

  private byte[] body(Message message) {
    if (message.body().size() > largestBody) {
      throw new IllegalArgumentException(
          "expected a body of at most %d bytes, got %d; let large ones travel by reference, or raise"
                  .formatted(largestBody, message.body().size())
              + " the limit here and max_message_size in the broker");
    }
    return message.body().bytes();
  }

  private static String shortString(String what, String text) {
    if (utf8Length(text) > SHORT_STRING) {
      throw new IllegalArgumentException(
          "expected a %s of at most %d bytes, got %d: \"%.60s…\""
              .formatted(what, SHORT_STRING, utf8Length(text), text));
    }
    return text;
  }

  /// How many bytes `text` takes, without making them.
  private static int utf8Length(String text) {
    var bytes = text.length();
    for (var at = 0; at < text.length(); at++) {
      var unit = text.charAt(at);
      if (unit >= 0x80) {
        // Half of a surrogate pair stands for two of its four bytes.
        bytes += unit < 0x800 || Character.isSurrogate(unit) ? 1 : 2;
      }
    }
    return bytes;
  }
}
