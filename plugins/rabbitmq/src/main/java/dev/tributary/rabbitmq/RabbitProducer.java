package dev.tributary.rabbitmq;

import dev.tributary.Message;
import dev.tributary.spi.Producer;
import java.util.ArrayList;
import java.util.List;

/// Sends over a channel of its own.
final class RabbitProducer implements Producer {
  private final Publisher publisher;
  private final int largestBody;

  RabbitProducer(Publisher publisher, int largestBody) {
    this.publisher = publisher;
    this.largestBody = largestBody;
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
  public void close() {
    publisher.close();
  }
}
