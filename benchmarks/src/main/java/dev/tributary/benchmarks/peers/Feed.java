package dev.tributary.benchmarks.peers;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import dev.tributary.peers.work.Work;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.TimeoutException;

/// Puts numbered messages where the contender finds them. A body begins with the number of the
/// message and the time at which it was due; whatever a contender does, its result has the same.
final class Feed implements AutoCloseable {
  private static final int DUE_DIGITS = 20;

  /// Bytes that wait for their confirmation at once.
  private static final int SENT_AT_ONCE = 10 << 20;

  private static final long CONFIRM_MILLIS = 60_000;
  private static final Duration TICK = Duration.ofMillis(1);

  private final Channel channel;
  private final String exchange;
  private final byte[] body;

  private Feed(Channel channel, String exchange, byte[] body) {
    this.channel = channel;
    this.exchange = exchange;
    this.body = body;
  }

  /// @param bodyBytes the size of each message
  static Feed open(Ground ground, Route route, int bodyBytes) throws IOException {
    var channel = ground.connection().createChannel();
    channel.confirmSelect();
    var body = new byte[bodyBytes];
    Arrays.fill(body, (byte) 'x');
    return new Feed(channel, route.source(), body);
  }

  /// Sends the messages `from` to `until`, that one not, as fast as the broker takes them.
  void all(int from, int until) throws IOException, InterruptedException {
    var atOnce = Math.max(1, SENT_AT_ONCE / body.length);
    for (var number = from; number < until; number++) {
      send(number, System.nanoTime());
      if ((number + 1) % atOnce == 0) {
        awaitConfirms();
      }
    }
    awaitConfirms();
  }

  /// Sends them at a fixed rate, whatever becomes of those before: each is due at its time.
  void atRate(int perSecond, int from, int until) throws IOException, InterruptedException {
    var began = System.nanoTime();
    for (var number = from; number < until; ) {
      var due = began + (number - from) * 1_000_000_000L / perSecond;
      if (due > System.nanoTime()) {
        Thread.sleep(TICK);
      } else {
        send(number, due);
        number++;
      }
    }
    awaitConfirms();
  }

  private void send(int number, long due) throws IOException {
    var head = ("%0" + Work.DIGITS + "d %0" + DUE_DIGITS + "d ").formatted(number, due);
    System.arraycopy(head.getBytes(US_ASCII), 0, body, 0, head.length());
    var properties =
        new BasicProperties.Builder()
            .messageId(Integer.toString(number))
            .contentType("application/octet-stream")
            .deliveryMode(2)
            .headers(Map.of())
            .build();
    channel.basicPublish(exchange, Route.KEY, true, properties, body);
  }

  private void awaitConfirms() throws IOException, InterruptedException {
    try {
      channel.waitForConfirmsOrDie(CONFIRM_MILLIS);
    } catch (TimeoutException late) {
      throw new IOException("the broker does not confirm what is fed to it", late);
    }
  }

  /// When the message of this body was due.
  static long due(byte[] body) {
    return Long.parseLong(new String(body, Work.DIGITS + 1, DUE_DIGITS, US_ASCII));
  }

  @Override
  public void close() {
    Ground.abort(channel);
  }
}
