package dev.tributary.rabbitmq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tributary.Application;
import dev.tributary.Binding;
import dev.tributary.Body;
import dev.tributary.Message;
import dev.tributary.Outcome;
import dev.tributary.Outcome.Completed;
import dev.tributary.Outcome.Retried;
import dev.tributary.RetryPolicy;
import dev.tributary.Runner;
import dev.tributary.spi.Producer.Listeners;
import dev.tributary.spi.UnroutableException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;

/// Queues that are bound to an exchange, and unbound from it, while everything runs.
final class BesideTest extends BrokerTest {
  private static final int DELIVERIES = 2_000;

  /// How far the sender may be ahead: all the while there is something on its way.
  private static final int AHEAD = 200;

  private static final int CHUNK = 10;

  private final Map<String, AtomicInteger> calls = new ConcurrentHashMap<>();
  private final List<Outcome> outcomes = new CopyOnWriteArrayList<>();
  private final Set<String> arrived = ConcurrentHashMap.newKeySet();
  private final AtomicInteger sent = new AtomicInteger();

  @Test
  void anApplicationThatComesAndGoesIsNotNoticedByTheOthers() throws Exception {
    var isGone = new AtomicBoolean();
    var received = new AtomicInteger();
    try (var _ = Runner.start(transport, List.of(first().build(), sink()))) {
      var sender = sending(isGone);
      await().until(() -> arrived.size() > 300);

      var own = broker.connect();
      var beside =
          Runner.start(own, List.of(consuming("first", "beside", _ -> received.getAndIncrement())));
      patiently().until(() -> received.get() > 300);
      beside.close();
      own.close();
      transport.remove("beside");
      isGone.set(true);

      sender.join();
      patiently().until(() -> arrived.size() == sent.get());
    }

    assertThat(sent.get()).isGreaterThanOrEqualTo(DELIVERIES);
    assertThat(arrived).as("without a gap").isEqualTo(ids(sent.get()));
    assertThat(calls.values()).as("without redelivery").allMatch(count -> count.get() == 1);
    assertThat(outcomes).as("without error").hasOnlyElementsOfType(Completed.class);
  }

  @Test
  void aResultThatFindsItsQueueUnboundIsTriedAgainUntilItIsBoundAgain() throws Exception {
    var isBoundAgain = new AtomicBoolean();
    var soon = Duration.ofMillis(100);
    var often = RetryPolicy.forever().startingWith(soon).atLongest(soon);
    var first = first().retry(RetryPolicy.standard().on(UnroutableException.class, often)).build();
    try (var _ = Runner.start(transport, List.of(first, sink()))) {
      var sender = sending(isBoundAgain);
      await().until(() -> arrived.size() > 100);

      bare.exchangeUnbind("sink.in", "first", "#");
      await().until(() -> outcomes.stream().anyMatch(Retried.class::isInstance));
      transport.declare("sink", List.of(new Binding("first", "#")));
      isBoundAgain.set(true);

      sender.join();
      patiently().until(() -> arrived.size() == sent.get());
    }

    assertThat(arrived).isEqualTo(ids(sent.get()));
    assertThat(outcomes)
        .filteredOn(Retried.class::isInstance)
        .allSatisfy(
            retried ->
                assertThat(((Retried) retried).cause())
                    .isInstanceOf(UnroutableException.class)
                    .hasMessageContaining("exchange \"first\" for routing key \"a.b\""));
  }

  private Application.Builder first() {
    return Application.named("first")
        .consumes("source", "#")
        .onSettled((_, outcome) -> outcomes.add(outcome))
        .callback(
            message -> {
              count("first", message);
              return List.of(message);
            });
  }

  private Application sink() {
    return consuming(
        "first",
        "sink",
        message -> {
          count("sink", message);
          arrived.add(message.body().utf8());
        });
  }

  private void count(String application, Message message) {
    calls
        .computeIfAbsent(application + " " + message.body().utf8(), _ -> new AtomicInteger())
        .incrementAndGet();
  }

  private Application consuming(String exchange, String name, Consumer<Message> effect) {
    return Application.named(name)
        .consumes(exchange, "#")
        .onSettled((_, outcome) -> outcomes.add(outcome))
        .callback(
            message -> {
              effect.accept(message);
              return List.of();
            })
        .build();
  }

  /// Sends [#DELIVERIES] messages or more, until `done`.
  private CompletableFuture<Void> sending(AtomicBoolean done) {
    return CompletableFuture.runAsync(
        () -> {
          try (var producer = transport.producer()) {
            while (sent.get() < DELIVERIES || !done.get()) {
              patiently().until(() -> sent.get() - arrived.size() < AHEAD);
              var next = sent.get();
              var chunk =
                  IntStream.range(next, next + CHUNK)
                      .mapToObj(number -> Message.of("a.b", Body.utf8("" + number)))
                      .toList();
              producer.send("source", chunk, Listeners.REQUIRED);
              sent.addAndGet(CHUNK);
            }
          } catch (InterruptedException ending) {
            throw new IllegalStateException(ending);
          }
        },
        Thread::startVirtualThread);
  }

  private static ConditionFactory patiently() {
    return await().atMost(Duration.ofSeconds(60)).pollDelay(Duration.ZERO);
  }

  private static Set<String> ids(int count) {
    var ids = new HashSet<String>();
    for (var number = 0; number < count; number++) {
      ids.add("" + number);
    }
    return ids;
  }
}
