package dev.tributary.testing;

import dev.tributary.Message;
import dev.tributary.spi.Delivery;
import dev.tributary.spi.TransportException;
import java.time.Duration;

/// A delivery of a [MemoryQueue], whose lock guards it.
final class MemoryDelivery implements Delivery {
  private final MemoryQueue queue;
  private final MemoryConsumer consumer;
  private final Message message;
  private final int count;
  private final long number;
  private State state = State.OUT;

  private enum State {
    OUT,
    SETTLED,
    LOST
  }

  /// @param count of deliveries of the message, this one included
  /// @param number in the order of delivery by `consumer`
  MemoryDelivery(
      MemoryQueue queue, MemoryConsumer consumer, Message message, int count, long number) {
    this.queue = queue;
    this.consumer = consumer;
    this.message = message;
    this.count = count;
    this.number = number;
  }

  @Override
  public Message message() {
    return message;
  }

  @Override
  public int count() {
    return count;
  }

  long number() {
    return number;
  }

  @Override
  public void ack() {
    queue.ack(this);
  }

  @Override
  public void retryAfter(Message retry, Duration delay) {
    queue.retry(this, retry, delay);
  }

  @Override
  public void requeue() {
    queue.requeue(this);
  }

  /// @throws IllegalStateException if it was settled before
  /// @throws TransportException if its consumer is closed, so that it went back
  void settle() {
    state =
        switch (state) {
          case OUT -> State.SETTLED;
          case SETTLED ->
              throw new IllegalStateException("message " + message.id() + " is settled already");
          case LOST ->
              throw new TransportException(
                  "message " + message.id() + " cannot be settled: its consumer is closed", null);
        };
    consumer.settled(this);
  }

  /// It goes back to the queue, since its consumer ends.
  void lose() {
    state = State.LOST;
  }
}
