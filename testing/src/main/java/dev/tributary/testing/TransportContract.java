package dev.tributary.testing;

import static dev.tributary.testing.Receiving.QUICK;
import static dev.tributary.testing.Receiving.bodies;
import static dev.tributary.testing.Receiving.next;
import static dev.tributary.testing.Receiving.receive;
import static dev.tributary.testing.Receiving.receiveWhile;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tributary.Binding;
import dev.tributary.Body;
import dev.tributary.Message;
import dev.tributary.spi.Consumer;
import dev.tributary.spi.Producer;
import dev.tributary.spi.Producer.Listeners;
import dev.tributary.spi.Transport;
import dev.tributary.spi.Transport.Lifetime;
import dev.tributary.spi.TransportException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What every transport does: the [DeliveryContract], the [SettlementContract], the
/// [QueueContract], and here how it fares without its broker. A transport's own test extends this
/// and says how to reach its broker.
@Timeout(60)
public abstract class TransportContract
    implements DeliveryContract, SettlementContract, QueueContract {
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

  @Override
  public final Transport transport() {
    return transport;
  }

  @Override
  public final Transport another() {
    var connected = connect();
    transports.add(connected);
    return connected;
  }

  @Override
  public final void send(String exchange, Message... messages) throws InterruptedException {
    try (var producer = transport.producer()) {
      producer.send(exchange, List.of(messages), Listeners.REQUIRED);
    }
  }

  @Override
  public final Consumer consume(String queue, int prefetch) {
    var consumer = transport.consumer(queue, prefetch);
    consumers.add(consumer);
    return consumer;
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
}
