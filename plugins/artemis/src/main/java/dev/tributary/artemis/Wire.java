package dev.tributary.artemis;

import dev.tributary.Message;
import dev.tributary.spi.Headers;
import java.util.HashMap;
import java.util.Map;
import org.apache.activemq.artemis.api.core.ICoreMessage;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.api.core.client.ClientMessage;
import org.apache.activemq.artemis.api.core.client.ClientSession;

/// Messages as Artemis carries them.
final class Wire {
  /// How many characters of headers a message may have, names and values together.
  static final int HEADER_LIMIT = 25_000;

  /// The same for one that failed: its dead letter says why, and a retry what was before.
  static final int HEADER_LIMIT_OF_FAILED = 40_000;

  /// Artemis knows priorities from 0 to 9.
  private static final byte NORMAL = 4;

  private static final byte URGENT = 9;

  /// What the names of Artemis' own properties begin with.
  private static final String ARTEMIS = "_";

  /// Stands before an application's header whose name begins like one of Artemis' own.
  private static final String ESCAPE = Headers.PREFIX + "header_";

  private Wire() {}

  /// @param headerLimit how many characters of headers are allowed, which leaves room for what is
  ///   to be said of a failure
  static ClientMessage write(ClientSession session, Message message, int headerLimit) {
    var wired = session.createMessage(true);
    wired.setPriority(message.isUrgent() ? URGENT : NORMAL);
    var headers = Headers.of(message);
    refuseTooLong(headers, headerLimit);
    headers.forEach((name, value) -> wired.putStringProperty(key(name), SimpleString.of(value)));
    RoutingKeys.properties(message.routingKey()).forEach(wired::putObjectProperty);
    wired.getBodyBuffer().writeBytes(message.body().bytes());
    return wired;
  }

  /// Artemis refuses more than 100 KiB of headers, at two bytes a character. That is a fault of the
  /// message, not of the broker, and must not be tried for ever.
  private static void refuseTooLong(Map<String, String> headers, int limit) {
    var characters =
        headers.entrySet().stream()
            .mapToInt(header -> header.getKey().length() + header.getValue().length())
            .sum();
    if (characters > limit) {
      throw new IllegalArgumentException(
          "expected headers of at most %d characters together, got %d; put what is long into the body"
              .formatted(limit, characters));
    }
  }

  static Message read(ICoreMessage wired) {
    Map<String, String> headers = new HashMap<>();
    for (var key : wired.getPropertyNames()) {
      var value = wired.getObjectProperty(key);
      if (value instanceof SimpleString text && isHeader(key.toString())) {
        headers.put(name(key.toString()), text.toString());
      }
    }
    var buffer = wired.getBodyBuffer();
    var body = new byte[buffer.readableBytes()];
    buffer.readBytes(body);
    return Headers.read(headers, body, Long.toString(wired.getMessageID()));
  }

  private static SimpleString key(String name) {
    return SimpleString.of(name.startsWith(ARTEMIS) ? ESCAPE + name : name);
  }

  private static String name(String key) {
    return key.startsWith(ESCAPE) ? key.substring(ESCAPE.length()) : key;
  }

  /// Whether a property is a header, not one of Artemis' own or one to route by.
  private static boolean isHeader(String key) {
    return !key.startsWith(ARTEMIS) && !key.startsWith("tributary_word_");
  }
}
