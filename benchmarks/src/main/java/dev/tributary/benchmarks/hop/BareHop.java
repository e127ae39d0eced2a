package dev.tributary.benchmarks.hop;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.Delivery;
import com.rabbitmq.client.MessageProperties;
import com.rabbitmq.client.ShutdownSignalException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.locks.ReentrantLock;

/// The bare limit: a loop over amqp-client that acknowledges each message when its result is
/// confirmed, one channel to consume and one to publish. A callback that waits has a virtual thread
/// of its own; else all is done in the thread that hands over.
///
/// It counts no attempts, restores no context, and knows nothing of what fails: it ends then.
final class BareHop {
  private final Hop hop;
  private final StopWatch watch;
  private final Channel consuming;
  private final Channel publishing;

  /// Delivery tags by the number of the publication that is not confirmed yet.
  private final ConcurrentNavigableMap<Long, Long> unconfirmed = new ConcurrentSkipListMap<>();

  /// A publication's number is that of the next one on its channel.
  private final ReentrantLock lock = new ReentrantLock();

  private BareHop(Hop hop, StopWatch watch, Channel consuming, Channel publishing) {
    this.hop = hop;
    this.watch = watch;
    this.consuming = consuming;
    this.publishing = publishing;
  }

  public static void main(String[] arguments) throws Exception {
    var hop = Hop.of(arguments);
    var watch = new StopWatch(hop);
    var factory = new ConnectionFactory();
    factory.setUri(hop.uri());
    try (var connection = factory.newConnection();
        var consuming = connection.createChannel();
        var publishing = connection.createChannel()) {
      connection.addShutdownListener(BareHop::lost);
      new BareHop(hop, watch, consuming, publishing).start();
      watch.awaitAllAndPrint();
    }
  }

  private void start() throws IOException {
    publishing.confirmSelect();
    publishing.addReturnListener(returned -> fail("was returned: " + returned.getReplyText()));
    publishing.addConfirmListener(this::confirmed, (_, _) -> fail("was not taken"));
    consuming.basicQos(hop.inFlight());
    consuming.basicConsume(
        hop.queue(), (_, delivery) -> received(delivery), _ -> fail("has no queue"));
  }

  private static void lost(ShutdownSignalException cause) {
    if (!cause.isInitiatedByApplication()) {
      fail("was on its way when the connection was lost: " + cause.getMessage());
    }
  }

  private static void fail(String what) {
    System.err.println("a message " + what);
    Runtime.getRuntime().halt(1);
  }

  private void received(Delivery delivery) throws IOException {
    if (hop.work().isPositive()) {
      Thread.ofVirtual().start(() -> workAndPublish(delivery));
    } else {
      publish(delivery);
    }
  }

  private void workAndPublish(Delivery delivery) {
    try {
      hop.doWork();
      publish(delivery);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private void publish(Delivery delivery) throws IOException {
    lock.lock();
    try {
      unconfirmed.put(publishing.getNextPublishSeqNo(), delivery.getEnvelope().getDeliveryTag());
      publishing.basicPublish(
          hop.queue(),
          delivery.getEnvelope().getRoutingKey(),
          true,
          MessageProperties.PERSISTENT_BASIC,
          delivery.getBody());
    } finally {
      lock.unlock();
    }
  }

  private void confirmed(long number, boolean andAllBefore) throws IOException {
    var confirmed =
        andAllBefore
            ? unconfirmed.headMap(number, true)
            : unconfirmed.subMap(number, true, number, true);
    for (var entries = confirmed.values().iterator(); entries.hasNext(); ) {
      consuming.basicAck(entries.next(), false);
      entries.remove();
      watch.acknowledged();
    }
  }
}
