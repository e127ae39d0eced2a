package dev.tributary.rabbitmq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.tributary.Application;
import dev.tributary.Binding;
import dev.tributary.Message;
import dev.tributary.Outcome;
import dev.tributary.Outcome.Completed;
import dev.tributary.Outcome.Interrupted;
import dev.tributary.Runner;
import dev.tributary.rabbitmq.RabbitOptions.Timeouts;
import dev.tributary.spi.Producer;
import dev.tributary.spi.Producer.Listeners;
import dev.tributary.spi.Transport;
import dev.tributary.spi.TransportException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// An application whose broker takes no messages for a while.
final class BlockedBrokerTest extends BrokerTest {
  private static final int MESSAGES = 20;
  private static final int AT_ONCE = 10;
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration CONFIRMATION = Duration.ofSeconds(1);

  private final List<Outcome> outcomes = new CopyOnWriteArrayList<>();
  private final Set<String> arrived = ConcurrentHashMap.newKeySet();
  private final AtomicInteger calls = new AtomicInteger();
  private final CountDownLatch blocked = new CountDownLatch(1);

  @Test
  void itCostsNoMessageAnAttemptAndAllArriveOnceItIsOver() throws Exception {
    transport.declare("first", SOURCE);
    transport.declare("sink", List.of(new Binding("first", "#")));
    send("source", messages(MESSAGES).toArray(Message[]::new));

    try (var runner = Runner.start(impatient(), List.of(first(), sink()))) {
      whileItTakesNothing(
          () -> {
            blocked.countDown();
            await("given back").atMost(PATIENCE).until(() -> allAreGivenBack(runner));
          });
      await().atMost(PATIENCE).until(() -> arrived.size() == MESSAGES && completed() >= MESSAGES);
    }

    assertThat(outcomes).allMatch(it -> it instanceof Completed || it instanceof Interrupted);
  }

  @Test
  void whatWasGivenBackIsNotWorkedOnAgainBeforeItIsOver() throws Exception {
    transport.declare("first", SOURCE);
    transport.declare("sink", List.of(new Binding("first", "#")));
    send("source", messages(MESSAGES).toArray(Message[]::new));

    try (var runner = Runner.start(impatient(), List.of(first(), sink()))) {
      whileItTakesNothing(
          () -> {
            blocked.countDown();
            await("given back").atMost(PATIENCE).until(() -> allAreGivenBack(runner));
            await("none is worked on again")
                .during(CONFIRMATION.multipliedBy(10))
                .atMost(PATIENCE)
                .until(() -> calls.get() <= AT_ONCE + completed());
          });
      await().atMost(PATIENCE).until(() -> arrived.size() == MESSAGES);
    }
  }

  @Test
  void whoeverSendsNothingGoesOn() throws Exception {
    transport.declare("sink", List.of(new Binding("first", "#")));
    send("first", messages(MESSAGES).toArray(Message[]::new));
    var impatient = impatient();
    var producer = closedAtTheEnd(impatient.producer());
    producer.send("first", List.of(message("before")), Listeners.REQUIRED);

    whileItTakesNothing(
        () -> {
          assertThatThrownBy(() -> sendOn(producer, "first"))
              .hasMessageContaining("within 1000 ms; it takes no messages until");
          var consumer = closedAtTheEnd(impatient.consumer("sink", 2));
          for (var count = 0; count < MESSAGES; count++) {
            next(consumer).ack();
          }
        });
  }

  @Test
  void whatNeedsAChannelMeanwhileIsRefusedAtOnceAndToldWhy() throws Exception {
    transport.declare("sink", List.of(new Binding("first", "#")));
    var producer = closedAtTheEnd(impatient().producer());
    producer.send("first", List.of(message("before")), Listeners.REQUIRED);

    whileItTakesNothing(
        () -> {
          assertThatThrownBy(() -> sendOn(producer, "first"))
              .hasMessageContaining("within 1000 ms; it takes no messages until");
          // That exchange has to be made first.
          assertThatThrownBy(() -> sendOn(producer, "another"))
              .isInstanceOf(TransportException.class)
              .hasMessageContaining("(sending): it takes no messages until it has memory and disk");
        });
  }

  private static void sendOn(Producer producer, String exchange) throws InterruptedException {
    producer.send(exchange, List.of(message("late")), Listeners.OPTIONAL);
  }

  /// What is done while the broker is low on memory.
  private interface Meanwhile {
    void run() throws Exception;
  }

  private void whileItTakesNothing(Meanwhile meanwhile) throws Exception {
    broker.node().own().control("set_vm_memory_high_watermark", "0.000001");
    try {
      meanwhile.run();
    } finally {
      broker.node().own().control("set_vm_memory_high_watermark", "0.4");
    }
  }

  private Transport impatient() {
    var timeouts = new Timeouts(Duration.ofSeconds(5), Duration.ofSeconds(5), CONFIRMATION);
    return closedAtTheEnd(broker.connect(broker.options().withTimeouts(timeouts)));
  }

  /// Nobody is told of it: the event that would tell is not taken either.
  private boolean allAreGivenBack(Runner runner) {
    return calls.get() >= AT_ONCE && runner.statuses().getFirst().inFlight() == 0;
  }

  private long completed() {
    return outcomes.stream().filter(Completed.class::isInstance).count();
  }

  private Application first() {
    return Application.named("first")
        .consumes("source", "#")
        .concurrency(AT_ONCE)
        .onSettled((_, outcome) -> outcomes.add(outcome))
        .callback(
            message -> {
              blocked.await();
              calls.incrementAndGet();
              return List.of(message);
            })
        .build();
  }

  private Application sink() {
    return Application.named("sink")
        .consumes("first", "#")
        .callback(
            message -> {
              arrived.add(message.body().utf8());
              return List.of();
            })
        .build();
  }
}
