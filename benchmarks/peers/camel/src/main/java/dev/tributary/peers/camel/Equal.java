package dev.tributary.peers.camel;

import dev.tributary.peers.work.Work;
import org.apache.camel.builder.RouteBuilder;
import org.springframework.amqp.rabbit.connection.CachingConnectionFactory;
import org.springframework.amqp.rabbit.connection.CachingConnectionFactory.ConfirmType;

/// Hands each message on and waits until it is confirmed; the container acknowledges what it
/// consumed when the route has ended. A thread for each, since the route blocks. It is rejected if
/// anything fails; a result that was returned does not, for the endpoint knows no mandatory ones.
final class Equal extends RouteBuilder {
  static boolean isAskedFor() {
    return System.getProperty("peer.setting", "").equals("equal");
  }

  static Equal on(CachingConnectionFactory factory) {
    factory.setPublisherConfirmType(ConfirmType.SIMPLE);
    factory.setChannelCacheSize(Integer.getInteger("peer.channels", 25));
    return new Equal();
  }

  @Override
  public void configure() {
    from("spring-rabbitmq:{{peer.source}}?queues={{peer.queue}}"
            + "&messageListenerContainerType=SMLC&concurrentConsumers={{peer.in-flight}}"
            + "&prefetchCount=1&maximumRetryAttempts=1&autoDeclare=false")
        .process(exchange -> Work.on(exchange.getMessage().getBody(byte[].class)))
        .to(
            "spring-rabbitmq:{{peer.results}}?routingKey={{peer.key}}&confirm=enabled"
                + "&confirmTimeout=30000&usePublisherConnection=true");
  }
}
