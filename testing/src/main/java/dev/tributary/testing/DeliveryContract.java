package dev.tributary.testing;

import static dev.tributary.testing.Receiving.assertNothingComes;
import static dev.tributary.testing.Receiving.bodies;
import static dev.tributary.testing.Receiving.next;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.Binding;
import dev.tributary.Body;
import dev.tributary.Message;
import dev.tributary.spi.Producer.Listeners;
import dev.tributary.spi.UnroutableException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/// What reaches whom, how it looks there, and in which order.
interface DeliveryContract extends BrokerScene {

  @Test
  default void deliversBodyHeadersAndLineageAsTheyWereSent() throws Exception {
    transport().declare("app", List.of(new Binding("source", "#")));
    var hop = new Message.Hop("before", Instant.EPOCH, Instant.EPOCH.plusMillis(1));
    var sent =
        new Message(
            "id",
            "job",
            List.of("parent", "grand-parent"),
            Instant.EPOCH,
            "upsert.release",
            3,
            List.of(hop),
            Map.of("provider", "Ünïcode 日本", "empty", ""),
            Body.of(new byte[] {0, -1, 13, 10}));

    send("source", sent);

    assertThat(next(consume("app")).message()).isEqualTo(sent);
  }

  @Test
  default void headersMayHaveNamesSuchAsBrokersGiveTheirOwn() throws Exception {
    transport().declare("app", List.of(new Binding("source", "#")));
    var message = Message.of("a", Body.empty());
    for (var name : List.of("_", "_private", "__twice", "with space", "dotted.name", "Größe")) {
      message = message.withHeader(name, "value of " + name);
    }

    send("source", message);

    var consumer = consume("app");
    var delivery = next(consumer);
    assertThat(delivery.message()).isEqualTo(message);
    delivery.requeue();
    assertThat(next(consumer).message()).isEqualTo(message);
  }

  @Test
  default void deliversAnEmptyBodyAndALargeOne() throws Exception {
    transport().declare("app", List.of(new Binding("source", "#")));
    var large = Message.of("large", BrokerScene.large());
    var empty = Message.of("empty", Body.empty());

    send("source", large, empty);

    var consumer = consume("app");
    var bodies = List.of(next(consumer).message().body(), next(consumer).message().body());
    assertThat(bodies).containsExactlyInAnyOrder(large.body(), empty.body());
  }

  @Test
  default void deliversInTheOrderOfSending() throws Exception {
    transport().declare("app", List.of(new Binding("source", "#")));
    var sent = BrokerScene.messages(20);

    send("source", sent.toArray(Message[]::new));

    var consumer = consume("app");
    for (var message : sent) {
      var delivery = next(consumer);
      assertThat(delivery.message().id()).isEqualTo(message.id());
      delivery.ack();
    }
  }

  @Test
  default void urgentMessagesOvertakeWhatWaits() throws Exception {
    transport().declare("app", List.of(new Binding("source", "#")));
    send("source", BrokerScene.messages(3).toArray(Message[]::new));
    var urgent = Message.of("a", Body.utf8("now")).withHeader(Message.PRIORITY, Message.URGENT);

    send("source", urgent);

    assertThat(next(consume("app")).message()).isEqualTo(urgent);
  }

  @Test
  default void routesByTopic() throws Exception {
    for (var key : List.of("upsert.release", "upsert.*", "#.release", "upsert.#", "#", "*.*.x")) {
      transport().declare("app", List.of(new Binding("source", key)));
      var binding = new Binding("source", key);
      for (var routingKey : List.of("upsert.release", "upsert", "takedown.release", "a.b.x")) {
        if (binding.matches(routingKey)) {
          send("source", Message.of(routingKey, Body.utf8(key)));
        } else {
          var unroutable = Message.of(routingKey, Body.utf8(key));
          assertThatThrownBy(() -> send("source", unroutable))
              .as("%s must not be routed to %s", routingKey, key)
              .isInstanceOf(UnroutableException.class)
              .hasMessageContaining(routingKey)
              .hasMessageContaining("source");
        }
      }
    }
  }

  @Test
  default void overlappingBindingsDeliverOnce() throws Exception {
    transport()
        .declare(
            "app", List.of(new Binding("source", "upsert.#"), new Binding("source", "#.release")));

    send("source", Message.of("upsert.release", Body.utf8("once")));

    var consumer = consume("app");
    next(consumer).ack();
    assertNothingComes(consumer);
  }

  @Test
  default void severalExchangesFeedOneQueue() throws Exception {
    transport().declare("app", List.of(new Binding("one", "#"), new Binding("two", "#")));

    send("one", Message.of("a", Body.utf8("from one")));
    send("two", Message.of("a", Body.utf8("from two")));

    var consumer = consume("app");
    assertThat(bodies(consumer, 2)).containsExactlyInAnyOrder("from one", "from two");
  }

  @Test
  default void everyBoundQueueGetsItsOwnCopy() throws Exception {
    transport().declare("first", List.of(new Binding("source", "#")));
    transport().declare("second", List.of(new Binding("source", "#")));
    var message = Message.of("a", Body.utf8("for both"));

    send("source", message);

    assertThat(next(consume("first")).message()).isEqualTo(message);
    assertThat(next(consume("second")).message()).isEqualTo(message);
  }

  @Test
  default void refusesAMessageThatNoQueueIsBoundForUnlessListenersAreOptional() throws Exception {
    try (var producer = transport().producer()) {
      var message = Message.of("upsert.release", Body.empty());

      assertThatThrownBy(() -> producer.send("nobody", List.of(message), Listeners.REQUIRED))
          .isInstanceOf(UnroutableException.class)
          .hasMessageContaining("nobody")
          .hasMessageContaining("upsert.release");
      producer.send("nobody", List.of(message), Listeners.OPTIONAL);
    }
  }

  @Test
  default void manyThreadsSendAtOnce() throws Exception {
    transport().declare("app", List.of(new Binding("source", "#")));
    var messages = BrokerScene.messages(200);

    try (var producer = transport().producer();
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> sends = new ArrayList<>();
      for (var message : messages) {
        sends.add(
            threads.submit(
                () -> {
                  producer.send("source", List.of(message), Listeners.REQUIRED);
                  return message;
                }));
      }
      for (var send : sends) {
        send.get();
      }
    }

    var consumer = consume("app");
    var received = new HashSet<String>();
    for (var message : messages) {
      assertThat(message.id()).isNotEmpty();
      var delivery = next(consumer);
      received.add(delivery.message().id());
      delivery.ack();
    }
    assertThat(received).hasSize(messages.size());
  }
}
