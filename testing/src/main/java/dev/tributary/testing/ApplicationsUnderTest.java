package dev.tributary.testing;

import dev.tributary.Application;
import dev.tributary.Body;
import dev.tributary.Message;
import dev.tributary.Outcome;
import dev.tributary.Runner;
import dev.tributary.spi.Producer.Listeners;
import dev.tributary.spi.Transport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/// A broker, applications on it, and what they send: what the contracts of applications share.
abstract class ApplicationsUnderTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final List<Runner> runners = new ArrayList<>();
  private final Faults faults = new Faults();
  private final List<Settled> settled = new CopyOnWriteArrayList<>();
  private Transport broker;
  private Transport transport;

  /// What became of a message.
  record Settled(Message message, Outcome outcome) {
    String body() {
      return message.body().utf8();
    }
  }

  /// Starts the broker under test, on what it kept if it ran before.
  protected abstract void startBroker();

  /// Stops the broker under test; it may be started again.
  protected abstract void stopBroker();

  /// A new connection to the broker under test.
  protected abstract Transport connect();

  @BeforeEach
  void connectToTheBroker() {
    startBroker();
    broker = connect();
    transport = faults.transport(broker);
  }

  @AfterEach
  void disconnect() {
    runners.forEach(Runner::close);
    transport.close();
    stopBroker();
  }

  /// Where applications run, with [#faults].
  Transport transport() {
    return transport;
  }

  Faults faults() {
    return faults;
  }

  /// What became of messages in the applications of [#app], in the order of settlement.
  List<Settled> settled() {
    return settled;
  }

  /// How the message whose body is `body` ended last.
  Outcome outcomeOf(String body) {
    return settled.stream()
        .filter(each -> each.body().equals(body))
        .reduce((_, later) -> later)
        .orElseThrow()
        .outcome();
  }

  static ConditionFactory await() {
    return Awaitility.await().atMost(PATIENCE);
  }

  static ConditionFactory await(String what) {
    return Awaitility.await(what).atMost(PATIENCE);
  }

  /// An application `app` that consumes what is sent to `source`.
  Application.Builder app() {
    return Application.named("app")
        .consumes("source", "#")
        .onSettled((message, outcome) -> settled.add(new Settled(message, outcome)));
  }

  Runner run(Application.Builder... builders) {
    var applications = List.of(builders).stream().map(Application.Builder::build).toList();
    return closedAtTheEnd(Runner.start(transport, applications));
  }

  Runner closedAtTheEnd(Runner runner) {
    runners.add(runner);
    return runner;
  }

  /// Runs an application named `queue`, free of faults, that keeps whatever is sent to `exchange`.
  List<Message> collect(String exchange, String queue) {
    return collect(exchange, "#", queue);
  }

  List<Message> collect(String exchange, String bindingKey, String queue) {
    var messages = new CopyOnWriteArrayList<Message>();
    var application =
        Application.named(queue)
            .consumes(exchange, bindingKey)
            .callback(
                message -> {
                  messages.add(message);
                  return List.of();
                })
            .unrecorded()
            .build();
    closedAtTheEnd(Runner.start(broker, List.of(application)));
    return messages;
  }

  void send(String body) throws InterruptedException {
    send(message(body));
  }

  void send(Message message) throws InterruptedException {
    send("source", message);
  }

  void send(String exchange, Message... messages) throws InterruptedException {
    try (var producer = broker.producer()) {
      producer.send(exchange, List.of(messages), Listeners.REQUIRED);
    }
  }

  static Message message(String body) {
    return Message.of("do.thing", Body.utf8(body));
  }

  static Message result(Message message, String body) {
    return message.with("done.thing", Body.utf8(body));
  }

  static Message append(Message message, String text) {
    return message.with(message.routingKey(), Body.utf8(message.body().utf8() + text));
  }

  static List<String> bodies(List<Message> messages) {
    return messages.stream().map(message -> message.body().utf8()).toList();
  }
}
