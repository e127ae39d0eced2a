package dev.tributary.testing;

import dev.tributary.DeadLetter;
import dev.tributary.Event;
import dev.tributary.Message;
import dev.tributary.spi.Consumer;
import dev.tributary.spi.Delivery;
import dev.tributary.spi.Producer;
import dev.tributary.spi.Transport;
import dev.tributary.spi.TransportException;
import dev.tributary.testing.Faults.Point;
import java.time.Duration;
import java.util.List;

/// A transport over another one that comes to the points of [Faults], and writes down what was
/// done.
final class FaultyTransport extends ForwardingTransport {
  private final Faults faults;

  FaultyTransport(Transport transport, Faults faults) {
    super(transport);
    this.faults = faults;
  }

  @Override
  public Producer producer() {
    return new FaultyProducer(super.producer());
  }

  @Override
  public Consumer consumer(String queue, int prefetch) {
    return new FaultyConsumer(super.consumer(queue, prefetch), queue);
  }

  private void redeliver(String queue, Message message) throws InterruptedException {
    try (var producer = super.producer()) {
      producer.sendTo(queue, List.of(message));
    }
  }

  private final class FaultyProducer implements Producer {
    private final Producer producer;

    FaultyProducer(Producer producer) {
      this.producer = producer;
    }

    @Override
    public void send(String exchange, List<Message> messages, Listeners listeners)
        throws InterruptedException {
      switch (exchange) {
        case DeadLetter.EXCHANGE -> {
          faults.reach(Point.BEFORE_DEAD_LETTER);
          producer.send(exchange, messages, listeners);
          faults.reach(Point.AFTER_DEAD_LETTER);
          confirmed(exchange, messages);
        }
        case Event.EXCHANGE -> {
          faults.reach(Point.BEFORE_RECORD);
          producer.send(exchange, messages, listeners);
          faults.reach(Point.AFTER_RECORD);
          confirmed(exchange, messages);
        }
        default -> {
          faults.reach(Point.BEFORE_PUBLISH);
          sendResults(exchange, messages, listeners);
          faults.reach(Point.AFTER_PUBLISH);
          confirmed(exchange, messages);
          faults.reach(Point.AFTER_CONFIRM);
        }
      }
    }

    @Override
    public void sendTo(String queue, List<Message> messages) throws InterruptedException {
      faults.reach(Point.BEFORE_PUBLISH);
      producer.sendTo(queue, messages);
      faults.reach(Point.AFTER_PUBLISH);
      confirmed(queue, messages);
      faults.reach(Point.AFTER_CONFIRM);
    }

    private void sendResults(String exchange, List<Message> messages, Listeners listeners)
        throws InterruptedException {
      var rest = messages;
      if (messages.size() > 1 && faults.isPlanned(Point.BETWEEN_RESULTS)) {
        producer.send(exchange, messages.subList(0, 1), listeners);
        faults.reach(Point.BETWEEN_RESULTS);
        rest = messages.subList(1, messages.size());
      }
      producer.send(exchange, rest, listeners);
    }

    private void confirmed(String exchange, List<Message> messages) {
      messages.forEach(
          message -> faults.done("confirmed " + exchange + " " + message.body().utf8()));
    }

    @Override
    public void close() {
      producer.close();
    }
  }

  private final class FaultyConsumer implements Consumer {
    private final Consumer consumer;
    private final String queue;

    FaultyConsumer(Consumer consumer, String queue) {
      this.consumer = consumer;
      this.queue = queue;
    }

    @Override
    public Delivery receive() throws InterruptedException {
      var delivery = consumer.receive();
      if (faults.isToBeDeliveredTwice()) {
        redeliver(queue, delivery.message());
      }
      faults.reach(Point.RECEIVED);
      return new FaultyDelivery(delivery, queue);
    }

    @Override
    public void stop() {
      consumer.stop();
    }

    @Override
    public void close() {
      consumer.close();
    }
  }

  private final class FaultyDelivery implements Delivery {
    private final Delivery delivery;
    private final String queue;

    FaultyDelivery(Delivery delivery, String queue) {
      this.delivery = delivery;
      this.queue = queue;
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
      reach(Point.BEFORE_ACK);
      delivery.ack();
      faults.done("ack " + message().body().utf8());
      reach(Point.AFTER_ACK);
    }

    /// An acknowledgement cannot be waited for, so an interruption looks like a broker that is
    /// gone.
    private void reach(Point point) {
      try {
        faults.reach(point);
      } catch (InterruptedException ending) {
        Thread.currentThread().interrupt();
        throw new TransportException("interrupted at " + point, ending);
      }
    }

    /// A transport stores the retry and acknowledges in one. What the broker is left with if only
    /// the first is done is made here by delivering the message once more.
    @Override
    public void retryAfter(Message retry, Duration delay) throws InterruptedException {
      faults.reach(Point.BEFORE_RETRY);
      if (faults.isPlanned(Point.AFTER_RETRY)) {
        redeliver(queue, message());
      }
      delivery.retryAfter(retry, delay);
      faults.done("retry " + message().body().utf8());
      faults.reach(Point.AFTER_RETRY);
    }

    @Override
    public void requeue() {
      reach(Point.BEFORE_REQUEUE);
      delivery.requeue();
      faults.done("requeue " + message().body().utf8());
    }
  }
}
