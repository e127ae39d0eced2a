package dev.tributary.rabbitmq;

import dev.tributary.Message;
import dev.tributary.spi.Producer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// Sends over a channel of its own.
final class RabbitProducer implements Producer {
  private final Publisher publisher;
  private final int largestBody;
  private final Consumer<String> requireQueue;

  /// @param requireQueue throws if a queue is not there
  RabbitProducer(Publisher publisher, int largestBody, Consumer<String> requireQueue) {
    this.publisher = publisher;
    this.largestBody = largestBody;
    this.requireQueue = requireQueue;
  }

  @Override
  public void send(String exchange, List<Message> messages, Listeners listeners)
      throws InterruptedException {
    var channel = publisher.channel();
    var wire = new Wire(channel.frameMax(), largestBody);
    var publications = new ArrayList<Publication>(messages.size());
    for (var message : messages) {
      publications.add(wire.toExchange(exchange, message, listeners));
    }
    channel.makeExchange(exchange);
    channel.publish(publications);
  }

  @Override
  public void sendTo(String queue, List<Message> messages) throws InterruptedException {
    requireQueue.accept(queue);
    var channel = publisher.channel();
    var wire = new Wire(channel.frameMax(), largestBody);
    var now = Instant.now();
    channel.publish(
        messages.stream()
            .map(message -> wire.toQueue(queue, message, Duration.ZERO, now))
            .toList());
  }

  @Override
  public void close() {
    publisher.close();
  }
}
