package dev.tributary.peers.springamqp;

import dev.tributary.peers.work.Work;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.springframework.amqp.AmqpException;
import org.springframework.amqp.rabbit.annotation.RabbitListener;
import org.springframework.amqp.rabbit.connection.CorrelationData;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/// Returns a future that ends when the result is confirmed; the container acknowledges the message
/// then. It is rejected if the result was returned or refused.
@Component
@Profile("equal")
class Equal {
  private final Executor callbacks = Work.executor();
  private final RabbitTemplate template;
  private final String results;
  private final String key;

  Equal(
      RabbitTemplate template,
      @Value("${peer.results}") String results,
      @Value("${peer.key}") String key) {
    this.template = template;
    this.results = results;
    this.key = key;
  }

  @RabbitListener(queues = "${peer.queue}", ackMode = "MANUAL")
  CompletableFuture<Void> receive(byte[] body) {
    return CompletableFuture.runAsync(() -> Work.on(body), callbacks).thenCompose(_ -> send(body));
  }

  private CompletableFuture<Void> send(byte[] body) {
    var publication = new CorrelationData();
    template.convertAndSend(results, key, body, publication);
    return publication.getFuture().thenAccept(confirm -> requireSent(publication, confirm.ack()));
  }

  private static void requireSent(CorrelationData publication, boolean taken) {
    if (!taken || publication.getReturned() != null) {
      throw new AmqpException("the result was returned or refused");
    }
  }
}
