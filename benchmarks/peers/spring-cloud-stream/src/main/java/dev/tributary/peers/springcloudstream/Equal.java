package dev.tributary.peers.springcloudstream;

import dev.tributary.peers.work.Work;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.springframework.amqp.AmqpException;
import org.springframework.amqp.rabbit.connection.CorrelationData;
import org.springframework.amqp.support.AmqpHeaders;
import org.springframework.cloud.stream.function.StreamBridge;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.messaging.support.MessageBuilder;

/// Sends each message and waits until it is confirmed; the binder acknowledges what it consumed
/// when the consumer returns. It is rejected if the result was returned or refused.
@Configuration(proxyBeanMethods = false)
@Profile("equal")
class Equal {
  @Bean
  Consumer<byte[]> handle(StreamBridge bridge) {
    return body -> {
      Work.on(body);
      send(bridge, body);
    };
  }

  private static void send(StreamBridge bridge, byte[] body) {
    var publication = new CorrelationData();
    var message =
        MessageBuilder.withPayload(body)
            .setHeader(AmqpHeaders.PUBLISH_CONFIRM_CORRELATION, publication)
            .build();
    var sent = bridge.send("results", message);
    var confirm = publication.getFuture().orTimeout(30, TimeUnit.SECONDS).join();
    if (!sent || !confirm.ack() || publication.getReturned() != null) {
      throw new AmqpException("the result was returned or refused");
    }
  }
}
