package dev.tributary.cli.filter;

import dev.tributary.Binding;
import dev.tributary.Message;
import dev.tributary.spi.Consumer;
import dev.tributary.spi.Delivery;
import dev.tributary.spi.Producer;
import dev.tributary.spi.QueueStatus;
import dev.tributary.spi.Transport;
import dev.tributary.spi.TransportException;
import dev.tributary.spi.UnroutableException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// A [LineQueue] as a transport, for one application and no longer than its process: there is one
/// queue, whose messages the input makes, and results go nowhere but to the output. Events and dead
/// letters end here: what became of a line is told as the settlement of its message.
///
/// @param application whose results are checked
/// @param format how results are going to be written
record FilterTransport(String application, LineQueue queue, ResultFormat format)
    implements Transport {

  @Override
  public void declare(String name, List<Binding> bindings, Lifetime lifetime, Sharing sharing) {}

  @Override
  public long remove(String name) {
    return 0;
  }

  @Override
  public Consumer consumer(String name, int prefetch) {
    return new Lines();
  }

  @Override
  public Producer producer() {
    return new Results();
  }

  @Override
  public long depth(String name) {
    return 0;
  }

  @Override
  public Optional<QueueStatus> status(String name) {
    return Optional.empty();
  }

  @Override
  public Optional<List<String>> queues() {
    return Optional.empty();
  }

  /// There is no broker that could keep the word.
  @Override
  public void pause(String name, String note) {
    throw new TransportException("a filter cannot be paused", null);
  }

  @Override
  public void resume(String name) {}

  @Override
  public Optional<String> pauseOf(String name) {
    return Optional.empty();
  }

  @Override
  public void close() {}

  private final class Lines implements Consumer {
    @Override
    public Delivery receive() throws InterruptedException {
      return new Line(queue, queue.take());
    }

    @Override
    public void stop() {}

    @Override
    public void close() {}
  }

  private record Line(LineQueue queue, LineQueue.Task task) implements Delivery {
    @Override
    public Message message() {
      return task.message();
    }

    @Override
    public int count() {
      return 1;
    }

    @Override
    public void ack() {}

    @Override
    public void retryAfter(Message retry, Duration delay) {
      queue.putOff(task, retry, delay);
    }

    @Override
    public void requeue() {
      queue.putBack(task);
    }
  }

  /// Refuses a result that could not be written, so that it is a failure of its own line.
  private final class Results implements Producer {
    @Override
    public void send(String exchange, List<Message> messages, Listeners listeners) {
      if (exchange.equals(application)) {
        messages.forEach(format::check);
      }
    }

    @Override
    public void sendTo(String name, List<Message> messages) {
      throw new UnroutableException(name);
    }

    @Override
    public void close() {}
  }
}
