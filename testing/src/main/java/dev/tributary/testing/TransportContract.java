package dev.tributary.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tributary.Binding;
import dev.tributary.Body;
import dev.tributary.Message;
import dev.tributary.spi.Consumer;
import dev.tributary.spi.Delivery;
import dev.tributary.spi.Producer;
import dev.tributary.spi.Producer.Listeners;
import dev.tributary.spi.Transport;
import dev.tributary.spi.Transport.Lifetime;
import dev.tributary.spi.TransportException;
import dev.tributary.spi.UnroutableException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What every transport does. A transport's own test extends this and says how to reach its broker.
@Timeout(60)
public abstract class TransportContract {
  private static final Duration QUICK = Duration.ofSeconds(10);

  private Transport transport;
  private boolean brokerRuns;
  private final List<Transport> transports = new ArrayList<>();
  private final List<Consumer> consumers = new ArrayList<>();

  /// Starts the broker under test, on what it kept if it ran before.
  protected abstract void startBroker();

  protected abstract void stopBroker();

  /// A new connection to the broker under test.
  protected abstract Transport connect();

  /// Whether a transport finds its broker again after that was stopped and started.
  protected boolean clientsComeBack() {
    return true;
  }

  @BeforeEach
  void connectToTheBroker() {
    start();
    transport = another();
  }

  @AfterEach
  void disconnect() {
    consumers.forEach(Consumer::close);
    transports.forEach(Transport::close);
    if (brokerRuns) {
      stop();
    }
  }

  private void start() {
    startBroker();
    brokerRuns = true;
  }

  private void stop() {
    brokerRuns = false;
    stopBroker();
  }

  private Transport another() {
    var connected = connect();
    transports.add(connected);
    return connected;
  }

  @Test
  void deliversBodyHeadersAndLineageAsTheyWereSent() throws Exception {
    transport.declare("app", List.of(new Binding("source", "#")));
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
  void headersMayHaveNamesSuchAsBrokersGiveTheirOwn() throws Exception {
    transport.declare("app", List.of(new Binding("source", "#")));
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
  void deliversAnEmptyBodyAndALargeOne() throws Exception {
    transport.declare("app", List.of(new Binding("source", "#")));
    var large = Message.of("large", large());
    var empty = Message.of("empty", Body.empty());

    send("source", large, empty);

    var consumer = consume("app");
    var bodies = List.of(next(consumer).message().body(), next(consumer).message().body());
    assertThat(bodies).containsExactlyInAnyOrder(large.body(), empty.body());
  }

  @Test
  void deliversInTheOrderOfSending() throws Exception {
    transport.declare("app", List.of(new Binding("source", "#")));
    var sent = messages(20);

    send("source", sent.toArray(Message[]::new));

    var consumer = consume("app");
    for (var message : sent) {
      var delivery = next(consumer);
      assertThat(delivery.message().id()).isEqualTo(message.id());
      delivery.ack();
    }
  }

  @Test
  void urgentMessagesOvertakeWhatWaits() throws Exception {
    transport.declare("app", List.of(new Binding("source", "#")));
    send("source", messages(3).toArray(Message[]::new));
    var urgent = Message.of("a", Body.utf8("now")).withHeader(Message.PRIORITY, Message.URGENT);

    send("source", urgent);

    assertThat(next(consume("app")).message()).isEqualTo(urgent);
  }

  @Test
  void routesByTopic() throws Exception {
    for (var key : List.of("upsert.release", "upsert.*", "#.release", "upsert.#", "#", "*.*.x")) {
      transport.declare("app", List.of(new Binding("source", key)));
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
  void overlappingBindingsDeliverOnce() throws Exception {
    transport.declare(
        "app", List.of(new Binding("source", "upsert.#"), new Binding("source", "#.release")));

    send("source", Message.of("upsert.release", Body.utf8("once")));

    var consumer = consume("app");
    next(consumer).ack();
    assertNothingComes(consumer);
  }

  @Test
  void severalExchangesFeedOneQueue() throws Exception {
    transport.declare("app", List.of(new Binding("one", "#"), new Binding("two", "#")));

    send("one", Message.of("a", Body.utf8("from one")));
    send("two", Message.of("a", Body.utf8("from two")));

    var consumer = consume("app");
    assertThat(bodies(consumer, 2)).containsExactlyInAnyOrder("from one", "from two");
  }

  @Test
  void everyBoundQueueGetsItsOwnCopy() throws Exception {
    transport.declare("first", List.of(new Binding("source", "#")));
    transport.declare("second", List.of(new Binding("source", "#")));
    var message = Message.of("a", Body.utf8("for both"));

    send("source", message);

    assertThat(next(consume("first")).message()).isEqualTo(message);
    assertThat(next(consume("second")).message()).isEqualTo(message);
  }

  @Test
  void refusesAMessageThatNoQueueIsBoundForUnlessListenersAreOptional() throws Exception {
    try (var producer = transport.producer()) {
      var message = Message.of("upsert.release", Body.empty());

      assertThatThrownBy(() -> producer.send("nobody", List.of(message), Listeners.REQUIRED))
          .isInstanceOf(UnroutableException.class)
          .hasMessageContaining("nobody")
          .hasMessageContaining("upsert.release");
      producer.send("nobody", List.of(message), Listeners.OPTIONAL);
    }
  }

  @Test
  void staleBindingsDeliverNoMoreAndWhatWaitsStays() throws Exception {
    transport.declare("app", List.of(new Binding("old", "#"), new Binding("kept", "a")));
    send("old", Message.of("a", Body.utf8("waits")));

    transport.declare("app", List.of(new Binding("kept", "b")));

    assertThatThrownBy(() -> send("old", Message.of("a", Body.empty())))
        .isInstanceOf(UnroutableException.class);
    assertThatThrownBy(() -> send("kept", Message.of("a", Body.empty())))
        .isInstanceOf(UnroutableException.class);
    send("kept", Message.of("b", Body.utf8("new")));
    var consumer = consume("app");
    assertThat(bodies(consumer, 2)).containsExactlyInAnyOrder("waits", "new");
  }

  @Test
  void whatWasDeclaredBeforeCanBeDeclaredAgain() throws Exception {
    var before = List.of(new Binding("one", "a"), new Binding("two", "#"));
    transport.declare("app", before);
    transport.declare("app", List.of(new Binding("one", "b")));

    transport.declare("app", before);

    send("one", Message.of("a", Body.utf8("from one")));
    send("two", Message.of("a", Body.utf8("from two")));
    assertThatThrownBy(() -> send("one", Message.of("b", Body.empty())))
        .isInstanceOf(UnroutableException.class);
    var consumer = consume("app");
    assertThat(bodies(consumer, 2)).containsExactlyInAnyOrder("from one", "from two");
  }

  @Test
  void acknowledgedIsForgotten() throws Exception {
    transport.declare("app", List.of(new Binding("source", "#")));
    send("source", Message.of("a", Body.utf8("done")), Message.of("a", Body.utf8("to do")));
    try (var consumer = transport.consumer("app", 10)) {
      next(consumer).ack();
    }

    var consumer = consume("app");

    assertThat(next(consumer).message().body().utf8()).isEqualTo("to do");
    assertNothingComes(consumer);
  }

  @Test
  void whatIsNotSettledIsDeliveredAgainWhenItsConsumerCloses() throws Exception {
    transport.declare("app", List.of(new Binding("source", "#")));
    var message = Message.of("a", Body.utf8("unsettled"));
    send("source", message);
    try (var consumer = transport.consumer("app", 10)) {
      assertThat(next(consumer).message()).isEqualTo(message);
    }

    assertThat(next(consume("app")).message()).isEqualTo(message);
  }

  @Test
  void requeuedComesBackUnchanged() throws Exception {
    transport.declare("app", List.of(new Binding("source", "#")));
    var message = Message.of("a", Body.utf8("again")).withHeader("provider", "one");
    send("source", message);
    var consumer = consume("app");

    next(consumer).requeue();

    assertThat(next(consumer).message()).isEqualTo(message);
  }

  @Test
  void aRetryComesBackToItsOwnQueueOnlyAndNotBeforeItsTime() throws Exception {
    transport.declare("app", List.of(new Binding("source", "#")));
    transport.declare("sibling", List.of(new Binding("source", "#")));
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
  void aLargeMessageComesBackAsItWas() throws Exception {
    transport.declare("app", List.of(new Binding("source", "#")));
    var message = Message.of("large", large());
    send("source", message);
    var consumer = consume("app");

    next(consumer).retryAfter(message, Duration.ofMillis(100));

    assertThat(next(consumer).message()).isEqualTo(message);
  }

  @Test
  void aWaitingRetryHoldsNobodyUp() throws Exception {
    transport.declare("app", List.of(new Binding("source", "#")));
    send("source", Message.of("a", Body.utf8("slow")));
    var consumer = transport.consumer("app", 1);
    consumers.add(consumer);
    var slow = next(consumer);

    slow.retryAfter(slow.message(), Duration.ofHours(1));
    send("source", Message.of("a", Body.utf8("fast")));

    assertThat(next(consumer).message().body().utf8()).isEqualTo("fast");
    assertThat(transport.depth("app")).isEqualTo(2);
  }

  @Test
  void neverMoreThanThePrefetchAreOut() throws Exception {
    transport.declare("app", List.of(new Binding("source", "#")));
    send("source", messages(10).toArray(Message[]::new));
    var consumer = transport.consumer("app", 3);
    consumers.add(consumer);

    var out = List.of(next(consumer), next(consumer), next(consumer));
    assertNothingComes(consumer);
    out.getFirst().ack();

    next(consumer).ack();
  }

  @Test
  void settlesOnlyOnce() throws Exception {
    transport.declare("app", List.of(new Binding("source", "#")));
    send("source", Message.of("a", Body.empty()));
    var delivery = next(consume("app"));
    delivery.ack();

    assertThatThrownBy(delivery::ack).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> delivery.retryAfter(delivery.message(), Duration.ZERO))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aStoppedConsumerReceivesNoMoreButSettlesWhatItReceived() throws Exception {
    transport.declare("app", List.of(new Binding("source", "#")));
    send("source", messages(5).toArray(Message[]::new));
    var first = transport.consumer("app", 5);
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

  @Test
  void manyThreadsSendAtOnce() throws Exception {
    transport.declare("app", List.of(new Binding("source", "#")));
    var messages = messages(200);

    try (var producer = transport.producer();
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

  @Test
  void queuesBindingsMessagesAndRetriesSurviveTheBroker() throws Exception {
    transport.declare("app", List.of(new Binding("source", "#")));
    var waiting = Message.of("a", Body.utf8("waiting"));
    var retried = Message.of("a", Body.utf8("retried"));
    send("source", retried);
    try (var consumer = transport.consumer("app", 1)) {
      next(consumer).retryAfter(retried, Duration.ofSeconds(2));
    }
    send("source", waiting);

    transport.close();
    stop();
    start();
    transport = another();

    send("source", Message.of("a", Body.utf8("after")));
    var consumer = consume("app");
    assertThat(bodies(consumer, 3)).containsExactlyInAnyOrder("waiting", "retried", "after");
  }

  @Test
  void aTemporaryQueueDeliversAndRetriesLikeAnyOther() throws Exception {
    var bindings = List.of(new Binding("one", "a.#"), new Binding("two", "#"));
    transport.declare("trial", bindings, Lifetime.TEMPORARY);
    var first = Message.of("a.b", Body.utf8("first"));
    send("one", first);
    transport.declare("trial", bindings, Lifetime.TEMPORARY);
    send("two", Message.of("c", Body.utf8("second")));

    var consumer = consume("trial");
    assertThat(transport.depth("trial")).isEqualTo(2);
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
  void aTemporaryQueueEndsWithTheTransportThatDeclaredItAndLeavesTheExchangeToOthers()
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
    assertThatThrownBy(() -> transport.consumer("trial", 1)).isInstanceOf(TransportException.class);
    transport.declare("trial", List.of(new Binding("source", "#")));
    send("source", Message.of("a", Body.utf8("stays")));
    assertThat(bodies(consume("trial"), 1)).containsExactly("stays");
  }

  @Test
  void aQueueKeepsTheLifetimeThatItHas() throws Exception {
    var bindings = List.of(new Binding("source", "#"));
    transport.declare("app", bindings);
    transport.declare("trial", bindings, Lifetime.TEMPORARY);
    send("source", Message.of("a", Body.utf8("waits")));

    assertThatThrownBy(() -> transport.declare("app", bindings, Lifetime.TEMPORARY))
        .isInstanceOf(TransportException.class)
        .hasMessageContaining("app");
    assertThatThrownBy(() -> transport.declare("trial", bindings))
        .isInstanceOf(TransportException.class)
        .hasMessageContaining("trial");

    assertThat(bodies(consume("app"), 1)).containsExactly("waits");
    assertThat(bodies(consume("trial"), 1)).containsExactly("waits");
  }

  @Test
  void aRemovedQueueIsGoneWithAllThatWaitsInIt() throws Exception {
    var bindings = List.of(new Binding("one", "#"), new Binding("two", "#"));
    transport.declare("app", bindings);
    send("one", messages(3).toArray(Message[]::new));
    send("two", Message.of("a", Body.utf8("another")));
    try (var consumer = transport.consumer("app", 1)) {
      var delivery = next(consumer);
      delivery.retryAfter(delivery.message(), Duration.ofHours(1));
    }

    assertThat(transport.remove("app")).isEqualTo(4);

    for (var exchange : List.of("one", "two")) {
      assertThatThrownBy(() -> send(exchange, Message.of("a", Body.empty())))
          .isInstanceOf(UnroutableException.class);
    }
    transport.declare("app", bindings);
    assertThat(transport.depth("app")).isZero();
    assertNothingComes(consume("app"));
  }

  @Test
  void aQueueThatIsConsumedIsNotRemoved() throws Exception {
    transport.declare("app", List.of(new Binding("source", "#")));
    send("source", Message.of("a", Body.utf8("waits")));
    var other = another();
    try (var consumer = transport.consumer("app", 1)) {
      assertThatThrownBy(() -> other.remove("app"))
          .isInstanceOf(TransportException.class)
          .hasMessageContaining("app");

      assertThat(bodies(consumer, 1)).containsExactly("waits");
    }

    assertThat(other.remove("app")).isEqualTo(1);
  }

  @Test
  void removingAQueueThatIsNotThereIsNoError() {
    assertThat(transport.remove("nobody")).isZero();
  }

  @Test
  void tellsHowAQueueIsDoingToWhoeverAsks() throws Exception {
    var bindings =
        List.of(new Binding("one", "a.#"), new Binding("one", "it's.*"), new Binding("two", "#"));
    transport.declare("app", bindings);
    send("one", messages(3).toArray(Message[]::new));
    var other = another();

    var idle = other.status("app").orElseThrow();
    assertThat(idle.depth()).isEqualTo(3);
    assertThat(idle.consumers()).isZero();
    assertThat(idle.bindings()).containsExactlyInAnyOrderElementsOf(bindings);
    assertThat(idle.pause()).isEmpty();

    consume("app");
    transport.pause("app", "for a look");
    await()
        .atMost(QUICK)
        .untilAsserted(
            () -> assertThat(other.status("app").orElseThrow().consumers()).isEqualTo(1));
    assertThat(other.status("app").orElseThrow().pause()).contains("for a look");
  }

  @Test
  void theStatusHasTheBindingsThatWereDeclaredLast() throws Exception {
    transport.declare("app", List.of(new Binding("one", "a"), new Binding("two", "#")));
    send("two", Message.of("waits", Body.empty()));
    assertThat(transport.status("app").orElseThrow().bindings()).hasSize(2);

    var kept = List.of(new Binding("one", "b"), new Binding("three", "#"));
    transport.declare("app", kept);

    for (var time = 0; time < 3; time++) {
      assertThat(transport.status("app").orElseThrow().bindings())
          .containsExactlyInAnyOrderElementsOf(kept);
    }
    assertThat(transport.depth("app")).isEqualTo(1);
    transport.declare("app", List.of(new Binding("one", "a")));
    assertThat(transport.status("app").orElseThrow().bindings())
        .containsExactly(new Binding("one", "a"));
    assertThatThrownBy(() -> send("three", Message.of("b", Body.empty())))
        .isInstanceOf(UnroutableException.class);
  }

  @Test
  void aQueueThatIsNotThereHasNoStatusAndIsNotListed() {
    transport.declare("app", List.of(new Binding("source", "#")));
    transport.declare("passing", List.of(new Binding("source", "#")), Lifetime.TEMPORARY);

    assertThat(transport.status("nobody")).isEmpty();
    assertThat(transport.status("passing")).isPresent();
    transport.queues().ifPresent(all -> assertThat(all).containsExactly("app", "passing"));

    transport.remove("app");
    assertThat(transport.status("app")).isEmpty();
    transport.queues().ifPresent(all -> assertThat(all).containsExactly("passing"));
  }

  @Test
  void withoutTheBrokerEverythingFailsAndNothingWaits() throws Exception {
    transport.declare("app", List.of(new Binding("source", "#")));
    var message = Message.of("a", Body.empty());
    send("source", message);
    var producer = transport.producer();
    var consumer = consume("app");
    var delivery = next(consumer);

    assertThatThrownBy(() -> receiveWhile(consumer, this::stop))
        .hasCauseInstanceOf(TransportException.class);

    assertThatThrownBy(() -> receive(consumer, QUICK)).hasCauseInstanceOf(TransportException.class);
    assertThatThrownBy(delivery::ack).isInstanceOf(TransportException.class);
    assertThatThrownBy(() -> delivery.retryAfter(message, Duration.ZERO))
        .isInstanceOf(TransportException.class);
    assertThatThrownBy(() -> producer.send("source", List.of(message), Listeners.REQUIRED))
        .isInstanceOf(TransportException.class);
    assertThatThrownBy(() -> transport.depth("app")).isInstanceOf(TransportException.class);
    assertThatThrownBy(() -> transport.status("app")).isInstanceOf(TransportException.class);
    assertThatThrownBy(() -> transport.consumer("app", 1)).isInstanceOf(TransportException.class);
    assertThatThrownBy(() -> transport.declare("app", List.of()))
        .isInstanceOf(TransportException.class);
    producer.close();
  }

  @Test
  void aTransportAndItsProducersGoOnWhenTheBrokerIsBack() throws Exception {
    assumeClientsComeBack();
    transport.declare("app", List.of(new Binding("source", "#")));
    try (var producer = transport.producer()) {
      producer.send("source", List.of(Message.of("a", Body.utf8("unsettled"))), Listeners.REQUIRED);
      var lost = consume("app");
      var lostDelivery = next(lost);

      stop();
      start();

      assertThatThrownBy(() -> receive(lost, QUICK)).hasCauseInstanceOf(TransportException.class);
      untilItWorks(() -> transport.declare("app", List.of(new Binding("source", "#"))));
      sendUntilItWorks(producer, "after");
      assertThat(transport.depth("app")).isGreaterThanOrEqualTo(2);
      try (var consumer = transport.consumer("app", 1)) {
        assertThat(next(consumer).message()).isEqualTo(lostDelivery.message());
        assertThatThrownBy(lostDelivery::ack).isInstanceOf(TransportException.class);
      }
      assertThat(bodies(consume("app"), 2)).containsExactlyInAnyOrder("unsettled", "after");
    }
  }

  @Test
  void aTemporaryQueueIsDeclaredAnewWhenTheBrokerIsBack() throws Exception {
    assumeClientsComeBack();
    var bindings = List.of(new Binding("source", "#"));
    transport.declare("trial", bindings, Lifetime.TEMPORARY);
    try (var producer = transport.producer()) {
      producer.send(
          "source", List.of(Message.of("a", Body.utf8("goes with it"))), Listeners.REQUIRED);

      stop();
      start();

      untilItWorks(() -> transport.declare("trial", bindings, Lifetime.TEMPORARY));
      sendUntilItWorks(producer, "after");
      assertThat(bodies(consume("trial"), 1)).containsExactly("after");
    }
  }

  private void assumeClientsComeBack() {
    assumeTrue(
        clientsComeBack(), "this transport does not find its broker again after that was stopped");
  }

  private static void sendUntilItWorks(Producer producer, String body) {
    var message = Message.of("a", Body.utf8(body));
    untilItWorks(() -> producer.send("source", List.of(message), Listeners.REQUIRED));
  }

  /// Repeats `step` while it fails as it does without a broker.
  private static void untilItWorks(ThrowingRunnable step) {
    await().atMost(QUICK).ignoreException(TransportException.class).untilAsserted(step);
  }

  private static Body large() {
    var bytes = new byte[3 << 20];
    for (var at = 0; at < bytes.length; at++) {
      bytes[at] = (byte) (at * 31 + (at >> 8));
    }
    return Body.of(bytes);
  }

  private void send(String exchange, Message... messages) throws InterruptedException {
    try (var producer = transport.producer()) {
      producer.send(exchange, List.of(messages), Listeners.REQUIRED);
    }
  }

  private Consumer consume(String queue) {
    var consumer = transport.consumer(queue, 100);
    consumers.add(consumer);
    return consumer;
  }

  private static List<Message> messages(int count) {
    return IntStream.range(0, count).mapToObj(i -> Message.of("a.b", Body.utf8("" + i))).toList();
  }

  private static List<String> bodies(Consumer consumer, int count) throws Exception {
    var bodies = new ArrayList<String>();
    for (var received = 0; received < count; received++) {
      bodies.add(next(consumer).message().body().utf8());
    }
    return bodies;
  }

  private static Delivery next(Consumer consumer) throws Exception {
    return receive(consumer, QUICK);
  }

  private static void assertNothingComes(Consumer consumer) {
    assertThatThrownBy(() -> receive(consumer, Duration.ofMillis(300)))
        .isInstanceOf(TimeoutException.class);
  }

  private static Delivery receive(Consumer consumer, Duration patience) throws Exception {
    return receiveWhile(consumer, patience, () -> {});
  }

  /// Receives while `something` happens.
  private static Delivery receiveWhile(Consumer consumer, Runnable something) throws Exception {
    return receiveWhile(consumer, QUICK, something);
  }

  private static Delivery receiveWhile(Consumer consumer, Duration patience, Runnable something)
      throws Exception {
    try (var thread = Executors.newVirtualThreadPerTaskExecutor()) {
      var received = thread.submit(consumer::receive);
      try {
        something.run();
        return received.get(patience.toMillis(), TimeUnit.MILLISECONDS);
      } finally {
        received.cancel(true);
      }
    }
  }
}
