package dev.tributary.rabbitmq;

import dev.tributary.Message;
import dev.tributary.spi.Delivery;
import dev.tributary.spi.TransportException;
import dev.tributary.spi.UnroutableException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/// A delivery on one channel, of no use on another: once that channel is lost, settling it is a
/// [TransportException], and the broker delivers it again.
final class RabbitDelivery implements Delivery {
  private final RabbitConsumer consumer;
  private final long tag;
  private final Received received;
  private final AtomicBoolean settled = new AtomicBoolean();
  private volatile boolean givenBack;

  /// Its place in [Unsettled], which is the only one to touch these three.
  @Nullable RabbitDelivery previous;

  @Nullable RabbitDelivery next;

  boolean leaving;

  RabbitDelivery(RabbitConsumer consumer, long tag, Received received) {
    this.consumer = consumer;
    this.tag = tag;
    this.received = received;
  }

  @Override
  public Message message() {
    return received.message();
  }

  @Override
  public int count() {
    return consumer.count(received);
  }

  /// Whether it is not the first time.
  boolean isAgain() {
    return received.count() > 1;
  }

  /// By this number its channel knows it.
  long tag() {
    return tag;
  }

  /// How long it has to wait yet, which is more than one turn of the ladder.
  Duration early() {
    return received.early();
  }

  /// Whether it goes back to the queue, rather than being done with.
  boolean isGivenBack() {
    return givenBack;
  }

  /// Not waited for: an acknowledgement that is lost means another delivery of the same message.
  @Override
  public void ack() {
    settleOnce();
    consumer.settle(this);
  }

  @Override
  public void retryAfter(Message retry, Duration delay) throws InterruptedException {
    settleOnce();
    try {
      consumer.sendBack(retry, delay);
    } catch (UnroutableException noRung) {
      settled.set(false);
      throw new TransportException(
          "the delay queues of " + consumer.queue() + " are gone; declare it again", noRung);
    } catch (InterruptedException | RuntimeException notConfirmed) {
      settled.set(false);
      throw notConfirmed;
    }
    consumer.settle(this);
  }

  /// Keeps its place in the queue, and counts toward the queue's delivery limit; no more from
  /// RabbitMQ 4.3 on.
  @Override
  public void requeue() {
    settleOnce();
    givenBack = true;
    consumer.settle(this);
  }

  /// The same for one that nobody received.
  void giveBackUnread() {
    settled.set(true);
    givenBack = true;
  }

  private void settleOnce() {
    consumer.requireOpen();
    if (!settled.compareAndSet(false, true)) {
      throw new IllegalStateException("message " + message().id() + " is settled already");
    }
  }
}
