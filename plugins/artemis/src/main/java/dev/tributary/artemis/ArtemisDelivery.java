package dev.tributary.artemis;

import dev.tributary.Message;
import dev.tributary.spi.Delivery;
import dev.tributary.spi.TransportException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.activemq.artemis.api.core.client.ClientMessage;

/// A delivery of an [ArtemisConsumer], which it is settled through.
final class ArtemisDelivery implements Delivery {
  private final ArtemisConsumer consumer;
  private final ClientMessage wired;
  private final Message message;
  private final AtomicBoolean settled = new AtomicBoolean();

  ArtemisDelivery(ArtemisConsumer consumer, ClientMessage wired, Message message) {
    this.consumer = consumer;
    this.wired = wired;
    this.message = message;
  }

  @Override
  public Message message() {
    return message;
  }

  @Override
  public int count() {
    return Math.max(1, wired.getDeliveryCount());
  }

  @Override
  public void ack() {
    settleOnce();
    try {
      consumer.acknowledge(wired, message);
    } catch (RuntimeException notAcknowledged) {
      settled.set(false);
      throw notAcknowledged;
    }
  }

  @Override
  public void retryAfter(Message retry, Duration delay) throws InterruptedException {
    settleOnce();
    try {
      consumer.sendBack(retry, delay);
      consumer.acknowledge(wired, message);
    } catch (InterruptedException | RuntimeException notSettled) {
      settled.set(false);
      throw notSettled;
    }
  }

  @Override
  public void requeue() {
    try {
      retryAfter(message, Duration.ZERO);
    } catch (InterruptedException ending) {
      Thread.currentThread().interrupt();
      throw new TransportException("interrupted while giving back message " + message.id(), ending);
    }
  }

  private void settleOnce() {
    if (!settled.compareAndSet(false, true)) {
      throw new IllegalStateException("message " + message.id() + " is settled already");
    }
  }
}
