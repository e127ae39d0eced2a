package dev.tributary.internal;

import dev.tributary.Message;
import dev.tributary.spi.Consumer;
import dev.tributary.spi.Delivery;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/// A consumer, and how many of its deliveries are not settled: once it is retired, it is closed by
/// whoever settles the last of them.
final class Subscription {
  private final Consumer consumer;
  private final Gate.Pass pass;
  private final AtomicBoolean closed = new AtomicBoolean();
  private int out;
  private boolean retired;

  /// @param pass for how many deliveries it was made
  Subscription(Consumer consumer, Gate.Pass pass) {
    this.consumer = consumer;
    this.pass = pass;
  }

  Gate.Pass pass() {
    return pass;
  }

  Delivery receive() throws InterruptedException {
    var delivery = consumer.receive();
    synchronized (this) {
      out++;
    }
    return new Received(delivery);
  }

  /// A delivery that can be neither settled nor given back holds a place of the consumer's for
  /// ever. So that ends the consumer: the broker has all that was out again, and another one is
  /// opened. One that is settled already holds no place.
  private final class Received implements Delivery {
    private final Delivery delivery;

    Received(Delivery delivery) {
      this.delivery = delivery;
    }

    @Override
    public Message message() {
      return delivery.message();
    }

    @Override
    public int count() {
      return delivery.count();
    }

    @Override
    public void ack() {
      delivery.ack();
    }

    @Override
    public void retryAfter(Message retry, Duration delay) throws InterruptedException {
      delivery.retryAfter(retry, delay);
    }

    @Override
    public void requeue() {
      try {
        delivery.requeue();
      } catch (IllegalStateException settled) {
        throw settled;
      } catch (RuntimeException | Error notTaken) {
        close();
        throw notTaken;
      }
    }
  }

  /// One of its deliveries has come to its end.
  void settled() {
    synchronized (this) {
      out--;
      if (!retired || out > 0) {
        return;
      }
    }
    close();
  }

  /// Receives no more; what the broker handed over beyond what was received goes back.
  void stop() {
    consumer.stop();
  }

  /// Receives no more, and is closed once all it delivered is settled.
  void retire() {
    consumer.stop();
    synchronized (this) {
      retired = true;
      if (out > 0) {
        return;
      }
    }
    close();
  }

  /// Gives back everything that is not settled. The second time there is nothing to do.
  void close() {
    if (closed.compareAndSet(false, true)) {
      consumer.close();
    }
  }
}
