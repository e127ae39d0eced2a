package dev.tributary.benchmarks.peers;

import com.rabbitmq.client.AlreadyClosedException;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Delivery;
import dev.tributary.peers.work.Work;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/// Counts the results of one run as they arrive, each by the number of its message. They are
/// acknowledged, many at once, so that none is lost when the broker is restarted; what it delivers
/// again for that reason is not counted again.
final class Sink implements AutoCloseable {
  private static final Duration LOOK = Duration.ofMillis(10);
  private static final int PERSISTENT = 2;
  private static final int PREFETCH = 4_000;
  private static final int ACKNOWLEDGED_AT_ONCE = 1_000;

  private final Channel channel;

  /// How often each number has arrived.
  private final AtomicIntegerArray arrivals;

  /// How long after it was due each arrived first.
  private final AtomicLongArray latencies;

  private final Redeliveries redeliveries = new Redeliveries(PREFETCH);
  private int unacknowledged;

  private volatile int distinct;
  private volatile int repeated;
  private volatile int transients;
  private volatile long latest = System.nanoTime();

  private Sink(Channel channel, int numbers) {
    this.channel = channel;
    arrivals = new AtomicIntegerArray(numbers);
    latencies = new AtomicLongArray(numbers);
  }

  /// @param numbers how many there can be
  static Sink open(Ground ground, Route route, int numbers) throws IOException {
    var sink = new Sink(ground.connection().createChannel(), numbers);
    sink.channel.basicQos(PREFETCH);
    sink.channel.basicConsume(
        route.sink(), (_, delivery) -> sink.arrived(delivery), (String _) -> {});
    return sink;
  }

  /// Deliveries come one after the other, but in another thread once the connection has recovered.
  private synchronized void arrived(Delivery delivery) throws IOException {
    var now = System.nanoTime();
    var number = Math.toIntExact(Work.number(delivery.getBody()));
    if (!redeliveries.isSame(number, delivery.getEnvelope().isRedeliver())) {
      count(number, delivery, now);
    }
    unacknowledged++;
    if (unacknowledged == ACKNOWLEDGED_AT_ONCE) {
      unacknowledged = 0;
      acknowledge(delivery.getEnvelope().getDeliveryTag());
    }
  }

  private synchronized void count(int number, Delivery delivery, long now) {
    if (!Integer.valueOf(PERSISTENT).equals(delivery.getProperties().getDeliveryMode())) {
      transients++;
    }
    if (arrivals.getAndIncrement(number) == 0) {
      latencies.set(number, now - Feed.due(delivery.getBody()));
      distinct++;
    } else {
      repeated++;
    }
    latest = now;
  }

  private void acknowledge(long tag) throws IOException {
    try {
      channel.basicAck(tag, true);
    } catch (AlreadyClosedException _) {
      // The broker delivers them again once the connection has recovered.
    }
  }

  /// How many numbers have arrived.
  int distinct() {
    return distinct;
  }

  /// How many results came for a number that had arrived before.
  int repeated() {
    return repeated;
  }

  /// How many results were not persistent.
  int transients() {
    return transients;
  }

  /// Waits until `count` numbers have arrived.
  ///
  /// @return whether they have, within `atMost`
  boolean await(int count, Duration atMost) throws InterruptedException {
    var end = System.nanoTime() + atMost.toNanos();
    while (distinct < count && System.nanoTime() - end < 0) {
      Thread.sleep(LOOK);
    }
    return distinct >= count;
  }

  /// When something arrived last.
  long latest() {
    return latest;
  }

  /// For how long nothing has arrived.
  Duration quiet() {
    return Duration.ofNanos(System.nanoTime() - latest);
  }

  /// Nanoseconds from when they were due, of those of the numbers `from` to `until` that have
  /// arrived and are not made to fail, from the lowest.
  LongStream latencies(int from, int until, int failing) {
    return IntStream.range(from, until)
        .filter(number -> arrivals.get(number) > 0 && !Work.fails(number, failing))
        .mapToLong(latencies::get)
        .sorted();
  }

  @Override
  public void close() {
    Ground.abort(channel);
  }
}
