package dev.tributary.testing;

import static dev.tributary.testing.Receiving.QUICK;
import static dev.tributary.testing.Receiving.assertNothingComes;
import static dev.tributary.testing.Receiving.bodies;
import static dev.tributary.testing.Receiving.next;
import static dev.tributary.testing.Receiving.receiveAll;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.tributary.Binding;
import dev.tributary.Body;
import dev.tributary.Message;
import dev.tributary.spi.Transport.Lifetime;
import dev.tributary.spi.Transport.Sharing;
import dev.tributary.spi.TransportException;
import dev.tributary.spi.UnroutableException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/// How queues come, change and go, and what they tell of themselves.
interface QueueContract extends BrokerScene {

  @Test
  default void staleBindingsDeliverNoMoreAndWhatWaitsStays() throws Exception {
    transport().declare("app", List.of(new Binding("old", "#"), new Binding("kept", "a")));
    send("old", Message.of("a", Body.utf8("waits")));

    transport().declare("app", List.of(new Binding("kept", "b")));

    assertThatThrownBy(() -> send("old", Message.of("a", Body.empty())))
        .isInstanceOf(UnroutableException.class);
    assertThatThrownBy(() -> send("kept", Message.of("a", Body.empty())))
        .isInstanceOf(UnroutableException.class);
    send("kept", Message.of("b", Body.utf8("new")));
    var consumer = consume("app");
    assertThat(bodies(consumer, 2)).containsExactlyInAnyOrder("waits", "new");
  }

  @Test
  default void whatWasDeclaredBeforeCanBeDeclaredAgain() throws Exception {
    var before = List.of(new Binding("one", "a"), new Binding("two", "#"));
    transport().declare("app", before);
    transport().declare("app", List.of(new Binding("one", "b")));

    transport().declare("app", before);

    send("one", Message.of("a", Body.utf8("from one")));
    send("two", Message.of("a", Body.utf8("from two")));
    assertThatThrownBy(() -> send("one", Message.of("b", Body.empty())))
        .isInstanceOf(UnroutableException.class);
    var consumer = consume("app");
    assertThat(bodies(consumer, 2)).containsExactlyInAnyOrder("from one", "from two");
  }

  @Test
  default void aTemporaryQueueDeliversAndRetriesLikeAnyOther() throws Exception {
    var bindings = List.of(new Binding("one", "a.#"), new Binding("two", "#"));
    transport().declare("trial", bindings, Lifetime.TEMPORARY);
    var first = Message.of("a.b", Body.utf8("first"));
    send("one", first);
    transport().declare("trial", bindings, Lifetime.TEMPORARY);
    send("two", Message.of("c", Body.utf8("second")));

    var consumer = consume("trial");
    assertThat(transport().depth("trial")).isEqualTo(2);
    for (var count = 0; count < 2; count++) {
      var delivery = next(consumer);
      delivery.retryAfter(delivery.message().withHeader("tried", "once"), Duration.ofMillis(300));
    }

    for (var count = 0; count < 2; count++) {
      var delivery = next(consumer);
      assertThat(delivery.message().headers()).containsEntry("tried", "once");
      delivery.ack();
    }
    assertNothingComes(consumer);
  }

  @Test
  default void aTemporaryQueueEndsWithTheTransportThatDeclaredItAndLeavesTheExchangeToOthers()
      throws Exception {
    var passing = another();
    passing.declare("trial", List.of(new Binding("source", "#")), Lifetime.TEMPORARY);
    send("source", Message.of("a", Body.utf8("goes with it")));

    passing.close();

    await()
        .untilAsserted(
            () ->
                assertThatThrownBy(() -> send("source", Message.of("a", Body.empty())))
                    .isInstanceOf(UnroutableException.class));
    assertThatThrownBy(() -> transport().consumer("trial", 1))
        .isInstanceOf(TransportException.class);
    transport().declare("trial", List.of(new Binding("source", "#")));
    send("source", Message.of("a", Body.utf8("stays")));
    assertThat(bodies(consume("trial"), 1)).containsExactly("stays");
  }

  @Test
  default void aQueueKeepsTheLifetimeThatItHas() throws Exception {
    var bindings = List.of(new Binding("source", "#"));
    transport().declare("app", bindings);
    transport().declare("trial", bindings, Lifetime.TEMPORARY);
    send("source", Message.of("a", Body.utf8("waits")));

    assertThatThrownBy(() -> transport().declare("app", bindings, Lifetime.TEMPORARY))
        .isInstanceOf(TransportException.class)
        .hasMessageContaining("app");
    assertThatThrownBy(() -> transport().declare("trial", bindings))
        .isInstanceOf(TransportException.class)
        .hasMessageContaining("trial");

    assertThat(bodies(consume("app"), 1)).containsExactly("waits");
    assertThat(bodies(consume("trial"), 1)).containsExactly("waits");
  }

  @Test
  default void aSingleActiveConsumerHasAllUntilItIsClosedThenTheNextInTheSameOrder()
      throws Exception {
    var bindings = List.of(new Binding("source", "#"));
    transport().declare("app", bindings, Lifetime.DURABLE, Sharing.SINGLE_ACTIVE);
    var other = another();
    other.declare("app", bindings, Lifetime.DURABLE, Sharing.SINGLE_ACTIVE);
    var active = transport().consumer("app", 2);
    var received = new CopyOnWriteArrayList<String>();
    try (var standby = other.consumer("app", 2)) {
      var standing = Thread.ofVirtual().start(() -> receiveAll(standby, received::add));
      send("source", BrokerScene.messages(6).toArray(Message[]::new));
      next(active).ack();
      next(active);
      next(active);
      active.stop();

      active.close();

      await().untilAsserted(() -> assertThat(received).containsExactly("1", "2", "3", "4", "5"));
      standing.interrupt();
      standing.join();
    }
  }

  @Test
  default void aQueueIsSharedAsItWasFirstDeclared() {
    var bindings = List.of(new Binding("source", "#"));
    transport().declare("app", bindings);

    assertThatThrownBy(
            () -> transport().declare("app", bindings, Lifetime.DURABLE, Sharing.SINGLE_ACTIVE))
        .isInstanceOf(TransportException.class)
        .hasMessageContaining("app");
  }

  @Test
  default void aRemovedQueueIsGoneWithAllThatWaitsInIt() throws Exception {
    var bindings = List.of(new Binding("one", "#"), new Binding("two", "#"));
    transport().declare("app", bindings);
    send("one", BrokerScene.messages(3).toArray(Message[]::new));
    send("two", Message.of("a", Body.utf8("another")));
    try (var consumer = transport().consumer("app", 1)) {
      var delivery = next(consumer);
      delivery.retryAfter(delivery.message(), Duration.ofHours(1));
    }

    assertThat(transport().remove("app")).isEqualTo(4);

    for (var exchange : List.of("one", "two")) {
      assertThatThrownBy(() -> send(exchange, Message.of("a", Body.empty())))
          .isInstanceOf(UnroutableException.class);
    }
    transport().declare("app", bindings);
    assertThat(transport().depth("app")).isZero();
    assertNothingComes(consume("app"));
  }

  @Test
  default void aQueueThatIsConsumedIsNotRemoved() throws Exception {
    transport().declare("app", List.of(new Binding("source", "#")));
    send("source", Message.of("a", Body.utf8("waits")));
    var other = another();
    try (var consumer = transport().consumer("app", 1)) {
      assertThatThrownBy(() -> other.remove("app"))
          .isInstanceOf(TransportException.class)
          .hasMessageContaining("app");

      assertThat(bodies(consumer, 1)).containsExactly("waits");
    }

    assertThat(other.remove("app")).isEqualTo(1);
  }

  @Test
  default void removingAQueueThatIsNotThereIsNoError() {
    assertThat(transport().remove("nobody")).isZero();
  }

  @Test
  default void tellsHowAQueueIsDoingToWhoeverAsks() throws Exception {
    var bindings =
        List.of(new Binding("one", "a.#"), new Binding("one", "it's.*"), new Binding("two", "#"));
    transport().declare("app", bindings);
    send("one", BrokerScene.messages(3).toArray(Message[]::new));
    var other = another();

    var idle = other.status("app").orElseThrow();
    assertThat(idle.depth()).isEqualTo(3);
    assertThat(idle.consumers()).isZero();
    assertThat(idle.bindings()).containsExactlyInAnyOrderElementsOf(bindings);
    assertThat(idle.pause()).isEmpty();

    consume("app");
    transport().pause("app", "for a look");
    await()
        .atMost(QUICK)
        .untilAsserted(
            () -> assertThat(other.status("app").orElseThrow().consumers()).isEqualTo(1));
    assertThat(other.status("app").orElseThrow().pause()).contains("for a look");
  }

  @Test
  default void theStatusHasTheBindingsThatWereDeclaredLast() throws Exception {
    transport().declare("app", List.of(new Binding("one", "a"), new Binding("two", "#")));
    send("two", Message.of("waits", Body.empty()));
    assertThat(transport().status("app").orElseThrow().bindings()).hasSize(2);

    var kept = List.of(new Binding("one", "b"), new Binding("three", "#"));
    transport().declare("app", kept);

    for (var time = 0; time < 3; time++) {
      assertThat(transport().status("app").orElseThrow().bindings())
          .containsExactlyInAnyOrderElementsOf(kept);
    }
    assertThat(transport().depth("app")).isEqualTo(1);
    transport().declare("app", List.of(new Binding("one", "a")));
    assertThat(transport().status("app").orElseThrow().bindings())
        .containsExactly(new Binding("one", "a"));
    assertThatThrownBy(() -> send("three", Message.of("b", Body.empty())))
        .isInstanceOf(UnroutableException.class);
  }

  @Test
  default void aQueueThatIsNotThereHasNoStatusAndIsNotListed() {
    transport().declare("app", List.of(new Binding("source", "#")));
    transport().declare("passing", List.of(new Binding("source", "#")), Lifetime.TEMPORARY);

    assertThat(transport().status("nobody")).isEmpty();
    assertThat(transport().status("passing")).isPresent();
    assertThat(transport().statuses(List.of("nobody", "app", "passing")))
        .containsOnlyKeys("app", "passing")
        .containsEntry("app", transport().status("app").orElseThrow());
    transport().queues().ifPresent(all -> assertThat(all).containsExactly("app", "passing"));

    transport().remove("app");
    assertThat(transport().status("app")).isEmpty();
    transport().queues().ifPresent(all -> assertThat(all).containsExactly("passing"));
  }

  @Test
  default void queuesThatComeAndGoAreNotInTheWayOfWhoLooksAtAnother() throws Exception {
    transport().declare("app", List.of(new Binding("source", "#")));
    var other = another();
    var coming =
        CompletableFuture.runAsync(
            () -> {
              for (var time = 0; time < 50; time++) {
                other.declare("passing", List.of(new Binding("source", "#")));
                other.remove("passing");
              }
            });
    while (!coming.isDone()) {
      assertThat(transport().statuses(List.of("app"))).containsOnlyKeys("app");
    }
    coming.join();
  }
}
