package dev.tributary.internal;

import dev.tributary.spi.Consumer;
import dev.tributary.spi.Delivery;

/// A consumer, and how many of its deliveries are not settled: once it is retired, it is closed by
/// whoever settles the last of them.
final class Subscription {
  private final Consumer consumer;
  private final Gate.Pass pass;
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
    return delivery;
  }

  /// One of its deliveries has come to its end.
  void settled() {
    synchronized (this) {
      out--;
      if (!retired || out > 0) {
        return;
      }
    }
    consumer.close();
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
    consumer.close();
  }

  /// Gives back everything that is not settled.
  void close() {
    consumer.close();
  }
}
