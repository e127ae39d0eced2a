package dev.tributary.processors;

import dev.tributary.Application;
import dev.tributary.Binding;
import dev.tributary.Message;
import dev.tributary.Runner;
import dev.tributary.spi.Consumer;
import dev.tributary.spi.Delivery;
import dev.tributary.spi.Producer;
import dev.tributary.spi.QueueStatus;
import dev.tributary.spi.Transport;
import dev.tributary.spi.TransportException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// A broker with the queue of one application: what comes in is delivered, what is sent and settled
/// is written down. What is to be delivered later is delivered at once, or kept back.
public final class OneQueue implements Transport {
  /// What was sent to an exchange.
  record Sent(String exchange, Message message) {}

  /// How a delivery was settled: `ack`, `retry` or `requeue`.
  record Settled(String how, Message message) {}

  public final BlockingQueue<Message> waiting = new LinkedBlockingQueue<>();
  final BlockingQueue<Message> keptBack = new LinkedBlockingQueue<>();
  final List<Sent> sent = new CopyOnWriteArrayList<>();
  final List<Settled> settled = new CopyOnWriteArrayList<>();

  /// So many acknowledgements fail from now on.
  final AtomicInteger failingAcks = new AtomicInteger();

  /// What the next to receive meets.
  public final AtomicReference<@Nullable Error> failing = new AtomicReference<>();

  /// What the next to give a delivery back meets; it comes again once its consumer is closed.
  public final AtomicReference<@Nullable Error> failingRequeue = new AtomicReference<>();

  /// What the next to ask whether the queue is paused meets.
  public final AtomicReference<@Nullable Error> failingToTell = new AtomicReference<>();

  private final BlockingQueue<Message> unsettled = new LinkedBlockingQueue<>();

  /// Whether who is woken while it waits for a delivery meets a failure of the broker, as clients
  /// of some have it.
  public volatile boolean takesWakingForFailure;

  /// How many consumers were opened.
  public final AtomicInteger openedConsumers = new AtomicInteger();

  /// How many consumers were closed.
  public final AtomicInteger closedConsumers = new AtomicInteger();

  /// The note with which an operator pauses the queue, if one does.
  public volatile Optional<String> pause = Optional.empty();

  /// Whether what is to be delivered later is kept back.
  volatile boolean keepsBack;

  Runner run(Application application) {
    return Runner.start(this, List.of(application));
  }

  List<Message> sentTo(String exchange) {
    return sent.stream()
        .filter(each -> each.exchange().equals(exchange))
        .map(Sent::message)
        .toList();
  }

  public long settledBy(String how) {
    return settled.stream().filter(each -> each.how().equals(how)).count();
  }

  @Override
  public void declare(String queue, List<Binding> bindings, Lifetime lifetime, Sharing sharing) {}

  @Override
  public long remove(String queue) {
    return 0;
  }

  @Override
  public long depth(String queue) {
    return waiting.size();
  }

  @Override
  public Optional<QueueStatus> status(String queue) {
    return Optional.empty();
  }

  @Override
  public Optional<List<String>> queues() {
    return Optional.empty();
  }

  @Override
  public Consumer consumer(String queue, int prefetch) {
    openedConsumers.incrementAndGet();
    return new Consumer() {
      @Override
      public Delivery receive() throws InterruptedException {
        var message = take();
        var error = failing.getAndSet(null);
        if (error != null) {
          waiting.add(message);
          throw error;
        }
        return new OneDelivery(message);
      }

      private Message take() throws InterruptedException {
        try {
          return waiting.take();
        } catch (InterruptedException woken) {
          if (takesWakingForFailure) {
            throw new TransportException("interrupted", woken);
          }
          throw woken;
        }
      }

      @Override
      public void stop() {}

      @Override
      public void close() {
        closedConsumers.incrementAndGet();
        unsettled.drainTo(waiting);
      }
    };
  }

  @Override
  public Producer producer() {
    return new Producer() {
      @Override
      public void send(String exchange, List<Message> messages, Listeners listeners) {
        messages.forEach(message -> sent.add(new Sent(exchange, message)));
      }

      @Override
      public void sendTo(String queue, List<Message> messages) {
        waiting.addAll(messages);
      }

      @Override
      public void close() {}
    };
  }

  @Override
  public void pause(String queue, String note) {
    throw new UnsupportedOperationException("pause");
  }

  @Override
  public void resume(String queue) {
    throw new UnsupportedOperationException("resume");
  }

  @Override
  public Optional<String> pauseOf(String queue) {
    var error = failingToTell.getAndSet(null);
    if (error != null) {
      throw error;
    }
    return pause;
  }

  @Override
  public void close() {}

  private final class OneDelivery implements Delivery {
    private final Message message;

    OneDelivery(Message message) {
      this.message = message;
    }

    @Override
    public Message message() {
      return message;
    }

    @Override
    public int count() {
      return 1;
    }

    @Override
    public void ack() {
      if (failingAcks.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
        throw new TransportException("told to fail", null);
      }
      settled.add(new Settled("ack", message));
    }

    @Override
    public void retryAfter(Message retry, Duration delay) {
      settled.add(new Settled("retry", message));
      (keepsBack ? keptBack : waiting).add(retry);
    }

    @Override
    public void requeue() {
      var error = failingRequeue.getAndSet(null);
      if (error != null) {
        unsettled.add(message);
        throw error;
      }
      settled.add(new Settled("requeue", message));
      waiting.add(message);
    }
  }
}
