package dev.tributary.peers.camel;

import dev.tributary.peers.work.Work;
import org.apache.camel.builder.RouteBuilder;

/// Hands each message on. The queue is there; Camel would declare another one.
final class AsItComes extends RouteBuilder {
  @Override
  public void configure() {
    from("spring-rabbitmq:{{peer.source}}?queues={{peer.queue}}&autoDeclare=false")
        .process(exchange -> Work.on(exchange.getMessage().getBody(byte[].class)))
        .to("spring-rabbitmq:{{peer.results}}?routingKey={{peer.key}}");
  }
}
