package dev.tributary.testing;

import dev.tributary.Body;
import dev.tributary.Message;
import dev.tributary.spi.Consumer;
import dev.tributary.spi.Transport;
import java.util.List;
import java.util.stream.IntStream;

/// A broker, and what the tests of a transport do with it.
interface BrokerScene {
  /// The connection that most of a test goes through.
  Transport transport();

  /// One more connection. It is closed at the end.
  Transport another();

  /// Sends `messages` to those who listen; there has to be somebody.
  void send(String exchange, Message... messages) throws InterruptedException;

  /// Consumes `queue`, at most `prefetch` at once, to the end of the test.
  Consumer consume(String queue, int prefetch);

  /// Consumes `queue` to the end of the test.
  default Consumer consume(String queue) {
    return consume(queue, 100);
  }

  static List<Message> messages(int count) {
    return IntStream.range(0, count).mapToObj(i -> Message.of("a.b", Body.utf8("" + i))).toList();
  }

  /// A body of some megabytes.
  static Body large() {
    var bytes = new byte[3 << 20];
    for (var at = 0; at < bytes.length; at++) {
      bytes[at] = (byte) (at * 31 + (at >> 8));
    }
    return Body.of(bytes);
  }
}
