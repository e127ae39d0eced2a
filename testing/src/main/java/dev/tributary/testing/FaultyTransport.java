package dev.tributary.testing;

import dev.tributary.Binding;
import dev.tributary.Message;
import dev.tributary.spi.Consumer;
import dev.tributary.spi.Delivery;
import dev.tributary.spi.Producer;
import dev.tributary.spi.Transport;
import dev.tributary.spi.TransportException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/// A transport over another one that fails where and as often as it is told to, and remembers what
/// was asked of it, in order.
public final class FaultyTransport implements Transport {
  /// Where it can fail.
  public enum Point {
    /// Before anything is sent.
    SEND,
    /// After the broker has taken the messages: the confirmation does not come back.
    CONFIRM,
    /// Before an acknowledgement.
    ACK,
    /// Before a retry is put back.
    RETRY
  }

  private final Transport transport;
  private final Map<Point, AtomicInteger> faults = new ConcurrentHashMap<>();
  private final List<String> operations = new CopyOnWriteArrayList<>();

  public FaultyTransport(Transport transport) {
    this.transport = transport;
  }

  /// Fails the next `times` times that `point` is reached.
  public void fail(Point point, int times) {
    faults.put(point, new AtomicInteger(times));
  }

  /// What was done so far: `confirmed <exchange> <body>`, `ack <body>`, `retry <body>`, `requeue
  /// <body>`.
  public List<String> operations() {
    return List.copyOf(operations);
  }

  private void reach(Point point) {
    var left = faults.get(point);
    if (left != null && left.getAndDecrement() > 0) {
      throw new TransportException("told to fail at " + point, new IllegalStateException());
    }
  }

  @Override
  public void declare(String queue, List<Binding> bindings) {
    transport.declare(queue, bindings);
  }

  @Override
  public long depth(String queue) {
    return transport.depth(queue);
  }

  @Override
  public void close() {
    transport.close();
  }

  @Override
  public Producer producer() {
    var producer = transport.producer();
    return new Producer() {
      @Override
      public void send(String exchange, List<Message> messages, Listeners listeners)
          throws InterruptedException {
        reach(Point.SEND);
        producer.send(exchange, messages, listeners);
        reach(Point.CONFIRM);
        messages.forEach(
            message -> operations.add("confirmed " + exchange + " " + message.body().utf8()));
      }

      @Override
      public void close() {
        producer.close();
      }
    };
  }

  @Override
  public Consumer consumer(String queue, int prefetch) {
    var consumer = transport.consumer(queue, prefetch);
    return new Consumer() {
      @Override
      public Delivery receive() throws InterruptedException {
        return new FaultyDelivery(consumer.receive());
      }

      @Override
      public void stop() {
        consumer.stop();
      }

      @Override
      public void close() {
        consumer.close();
      }
    };
  }

  private final class FaultyDelivery implements Delivery {
    private final Delivery delivery;

    FaultyDelivery(Delivery delivery) {
      this.delivery = delivery;
    }

    @Override
    public Message message() {
      return delivery.message();
    }

    @Override
    public void ack() {
      reach(Point.ACK);
      operations.add("ack " + message().body().utf8());
      delivery.ack();
    }

    @Override
    public void retryAfter(Message retry, Duration delay) throws InterruptedException {
      reach(Point.RETRY);
      operations.add("retry " + message().body().utf8());
      delivery.retryAfter(retry, delay);
    }

    @Override
    public void requeue() {
      operations.add("requeue " + message().body().utf8());
      delivery.requeue();
    }
  }
}
