package dev.tributary.testing;

import static dev.tributary.testing.Receiving.assertNothingComes;
import static dev.tributary.testing.Receiving.next;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.Binding;
import dev.tributary.Body;
import dev.tributary.Message;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What becomes of a delivery, and of what is not settled.
interface SettlementContract extends BrokerScene {

  @Test
  default void acknowledgedIsForgotten() throws Exception {
    transport().declare("app", List.of(new Binding("source", "#")));
    send("source", Message.of("a", Body.utf8("done")), Message.of("a", Body.utf8("to do")));
    try (var consumer = transport().consumer("app", 10)) {
      next(consumer).ack();
    }

    var consumer = consume("app");

    assertThat(next(consumer).message().body().utf8()).isEqualTo("to do");
    assertNothingComes(consumer);
  }

  @Test
  default void whatIsNotSettledIsDeliveredAgainWhenItsConsumerCloses() throws Exception {
    transport().declare("app", List.of(new Binding("source", "#")));
    var message = Message.of("a", Body.utf8("unsettled"));
    send("source", message);
    try (var consumer = transport().consumer("app", 10)) {
      assertThat(next(consumer).message()).isEqualTo(message);
    }

    assertThat(next(consume("app")).message()).isEqualTo(message);
  }

  @Test
  default void requeuedComesBackUnchanged() throws Exception {
    transport().declare("app", List.of(new Binding("source", "#")));
    var message = Message.of("a", Body.utf8("again")).withHeader("provider", "one");
    send("source", message);
    var consumer = consume("app");

    next(consumer).requeue();

    assertThat(next(consumer).message()).isEqualTo(message);
  }

  @Test
  default void aRetryComesBackToItsOwnQueueOnlyAndNotBeforeItsTime() throws Exception {
    transport().declare("app", List.of(new Binding("source", "#")));
    transport().declare("sibling", List.of(new Binding("source", "#")));
    var message = Message.of("a", Body.utf8("later")).withHeader("provider", "one");
    send("source", message);
    var consumer = consume("app");
    var sibling = consume("sibling");
    next(sibling).ack();
    var delay = Duration.ofMillis(700);

    var before = Instant.now();
    next(consumer).retryAfter(message.withHeader("tried", "once"), delay);

    assertThat(next(consumer).message()).isEqualTo(message.withHeader("tried", "once"));
    assertThat(Duration.between(before, Instant.now())).isGreaterThanOrEqualTo(delay);
    assertNothingComes(sibling);
  }

  @Test
  default void aLargeMessageComesBackAsItWas() throws Exception {
    transport().declare("app", List.of(new Binding("source", "#")));
    var message = Message.of("large", BrokerScene.large());
    send("source", message);
    var consumer = consume("app");

    next(consumer).retryAfter(message, Duration.ofMillis(100));

    assertThat(next(consumer).message()).isEqualTo(message);
  }

  @Test
  default void aWaitingRetryHoldsNobodyUp() throws Exception {
    transport().declare("app", List.of(new Binding("source", "#")));
    send("source", Message.of("a", Body.utf8("slow")));
    var consumer = consume("app", 1);
    var slow = next(consumer);

    slow.retryAfter(slow.message(), Duration.ofHours(1));
    send("source", Message.of("a", Body.utf8("fast")));

    assertThat(next(consumer).message().body().utf8()).isEqualTo("fast");
    assertThat(transport().depth("app")).isEqualTo(2);
  }

  @Test
  default void neverMoreThanThePrefetchAreOut() throws Exception {
    transport().declare("app", List.of(new Binding("source", "#")));
    send("source", BrokerScene.messages(10).toArray(Message[]::new));
    var consumer = consume("app", 3);

    var out = List.of(next(consumer), next(consumer), next(consumer));
    assertNothingComes(consumer);
    out.getFirst().ack();

    next(consumer).ack();
  }

  @Test
  default void settlesOnlyOnce() throws Exception {
    transport().declare("app", List.of(new Binding("source", "#")));
    send("source", Message.of("a", Body.empty()));
    var delivery = next(consume("app"));
    delivery.ack();

    assertThatThrownBy(delivery::ack).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> delivery.retryAfter(delivery.message(), Duration.ZERO))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  default void aStoppedConsumerReceivesNoMoreButSettlesWhatItReceived() throws Exception {
    transport().declare("app", List.of(new Binding("source", "#")));
    send("source", BrokerScene.messages(5).toArray(Message[]::new));
    var first = transport().consumer("app", 5);
    var received = next(first);

    first.stop();
    received.ack();
    first.close();

    var consumer = consume("app");
    var rest = new HashSet<String>();
    for (var count = 0; count < 4; count++) {
      rest.add(next(consumer).message().id());
    }
    assertThat(rest).hasSize(4).doesNotContain(received.message().id());
  }
}
