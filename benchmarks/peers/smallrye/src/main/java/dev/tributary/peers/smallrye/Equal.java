package dev.tributary.peers.smallrye;

import dev.tributary.peers.work.Work;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.rabbitmq.OutgoingRabbitMQMetadata;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.Executor;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.Outgoing;

/// Makes each message persistent and hands it on; the connector acknowledges it when the result is
/// confirmed. It is rejected if the callback fails or the result is refused; one that was returned
/// does not, for the connector knows no mandatory ones.
@ApplicationScoped
public class Equal {
  private static final int PERSISTENT = 2;
  private static final int IN_FLIGHT = Integer.getInteger("peer.in-flight", 1);

  private final Executor callbacks = Work.executor();

  /// Which of the two the process was asked for.
  static Class<?> orAsItComes() {
    return System.getProperty("peer.setting", "").equals("equal") ? Equal.class : AsItComes.class;
  }

  @Incoming("source")
  @Outgoing("results")
  public Multi<Message<byte[]>> handle(Multi<Message<byte[]>> messages) {
    return messages.onItem().transformToUni(this::result).merge(IN_FLIGHT);
  }

  private Uni<Message<byte[]>> result(Message<byte[]> message) {
    return Uni.createFrom()
        .item(message)
        .emitOn(callbacks)
        .invoke(received -> Work.on(received.getPayload()))
        .map(Equal::persistent)
        .onFailure()
        .recoverWithUni(failure -> rejected(message, failure));
  }

  private static Message<byte[]> persistent(Message<byte[]> message) {
    return message.addMetadata(
        OutgoingRabbitMQMetadata.builder().withDeliveryMode(PERSISTENT).build());
  }

  /// Nothing comes of it.
  private static Uni<Message<byte[]>> rejected(Message<byte[]> message, Throwable failure) {
    return Uni.createFrom()
        .completionStage(message.nack(failure))
        .onItem()
        .transformToUni(_ -> Uni.createFrom().nullItem());
  }
}
