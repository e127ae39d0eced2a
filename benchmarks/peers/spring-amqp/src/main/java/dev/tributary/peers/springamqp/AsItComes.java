package dev.tributary.peers.springamqp;

import dev.tributary.peers.work.Work;
import org.springframework.amqp.rabbit.annotation.RabbitListener;
import org.springframework.context.annotation.Profile;
import org.springframework.messaging.handler.annotation.SendTo;
import org.springframework.stereotype.Component;

/// Returns each message, and the container sends what is returned.
@Component
@Profile("default")
class AsItComes {
  @RabbitListener(queues = "${peer.queue}")
  @SendTo("${peer.results}/${peer.key}")
  byte[] receive(byte[] body) {
    Work.on(body);
    return body;
  }
}
