package dev.tributary.rabbitmq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.AMQP.BasicProperties;
import dev.tributary.Binding;
import dev.tributary.Body;
import dev.tributary.Message;
import dev.tributary.spi.Transport;
import dev.tributary.spi.Transport.Lifetime;
import dev.tributary.spi.TransportException;
import dev.tributary.spi.UnroutableException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Queues, and what they are bound to.
final class DeclaringTest extends BrokerTest {
  @Test
  void processesThatDeclareAtOnceLeaveTheBindingsOfTheLastOne() throws Exception {
    transport.declare("app", SOURCE);
    var processes = IntStream.range(0, 4).mapToObj(_ -> closedAtTheEnd(broker.connect())).toList();

    for (var round = 0; round < 5; round++) {
      var keys = keys(round, processes.size());
      declareAtOnce(processes, keys);

      assertThat(keys.stream().filter(key -> isRouted("source", key))).hasSize(1);
      assertThat(isRouted("source", "of.before")).isFalse();
      assertThat(keys(round - 1, processes.size())).noneMatch(key -> isRouted("source", key));
      await().until(() -> bare.messageCount("app.bindings") == 1);
    }
  }

  @Test
  void aBindingThatStaysIsThereAllTheTime() throws Exception {
    transport.declare("app", List.of(new Binding("source", "stays")));
    var declaring = new AtomicBoolean(true);
    var sender =
        CompletableFuture.runAsync(
            () -> {
              while (declaring.get()) {
                assertThat(isRouted("source", "stays")).isTrue();
              }
            });

    for (var round = 0; round < 10; round++) {
      var changing = new Binding("source", "round" + round);
      transport.declare("app", List.of(changing, new Binding("source", "stays")));
    }
    declaring.set(false);

    assertThat(sender).succeedsWithin(Duration.ofSeconds(10));
  }

  private static List<String> keys(int round, int processes) {
    return IntStream.range(0, processes).mapToObj(number -> round + "." + number).toList();
  }

  private static void declareAtOnce(List<Transport> processes, List<String> keys) throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var declarations = new ArrayList<Callable<String>>();
      for (var number = 0; number < processes.size(); number++) {
        var process = processes.get(number);
        var key = keys.get(number);
        declarations.add(
            () -> {
              process.declare("app", List.of(new Binding("source", key)));
              return key;
            });
      }
      for (var declared : threads.invokeAll(declarations)) {
        assertThat(declared.get()).isNotEmpty();
      }
    }
  }

  @Test
  void whatAProcessLeftThatDiedWhileItDeclaredIsClearedAway() throws Exception {
    transport.declare("app", List.of(new Binding("source", "kept"), new Binding("source", "old")));
    // It got as far as to put down its record, and to bind one of two.
    record("app", new Binding("source", "kept"), new Binding("source", "died"));
    bare.exchangeBind("app.in", "source", "died");

    transport.declare("app", List.of(new Binding("source", "kept")));

    assertThat(isRouted("source", "kept")).isTrue();
    assertThat(isRouted("source", "old")).isFalse();
    assertThat(isRouted("source", "died")).isFalse();
    await().until(() -> bare.messageCount("app.bindings") == 1);
  }

  private void record(String queue, Binding... bindings) throws IOException {
    var tables =
        Stream.of(bindings)
            .map(binding -> Map.of("exchange", binding.exchange(), "key", binding.key()))
            .toList();
    var properties =
        new BasicProperties.Builder()
            .messageId("other")
            .headers(Map.of("bindings", tables))
            .build();
    bare.basicPublish("", queue + ".bindings", properties, new byte[0]);
  }

  @Test
  void whatSomebodyElseBoundStays() throws Exception {
    transport.declare("app", SOURCE);
    bare.queueBind("app", "amq.topic", "by.hand");

    transport.declare("app", List.of(new Binding("other", "#")));

    assertThat(isRouted("amq.topic", "by.hand")).isTrue();
  }

  @Test
  void aTemporaryQueueGoesWithAllItsPartsWhenItsConnectionDoes() throws Exception {
    try (var mayfly = broker.connect()) {
      mayfly.declare("trial", SOURCE, Lifetime.TEMPORARY);
      mayfly.declare("trial", List.of(new Binding("source", "a.#")), Lifetime.TEMPORARY);
      assertThat(isRouted("source", "a.b")).isTrue();
      assertThat(isRouted("source", "b")).isFalse();
    }

    assertThat(isRouted("source", "a.b")).isFalse();
    // With other arguments none of its parts could be made if it were still there.
    transport.declare("trial", SOURCE);
    assertThat(isRouted("source", "a.b")).isTrue();
  }

  @Test
  void aQueueWithAnotherLifetimeIsRefused() {
    transport.declare("app", SOURCE);
    transport.declare("trial", SOURCE, Lifetime.TEMPORARY);

    assertThatThrownBy(() -> transport.declare("app", SOURCE, Lifetime.TEMPORARY))
        .isInstanceOf(TransportException.class)
        .hasMessageContaining("queue app cannot be declared")
        .hasMessageContaining("app.urgent");
    assertThatThrownBy(() -> transport.declare("trial", SOURCE))
        .isInstanceOf(TransportException.class)
        .hasMessageContaining("queue trial cannot be declared");
  }

  @Test
  void aQueueThatSomebodyConsumesIsNotRemoved() throws Exception {
    transport.declare("app", SOURCE);
    send("source", message("kept"));
    var consumer = consume("app", 1);

    assertThatThrownBy(() -> transport.remove("app"))
        .isInstanceOf(TransportException.class)
        .hasMessage("queue app cannot be removed: somebody consumes it; stop that first");

    next(consumer).ack();
  }

  @Test
  void removingTakesRetriesAlongAndLeavesNothing() throws Exception {
    transport.declare("app", SOURCE);
    send("source", message("retried"), message("waits"));
    try (var consumer = transport.consumer("app", 1)) {
      var delivery = next(consumer);
      delivery.retryAfter(delivery.message(), Duration.ofHours(1));
    }
    await().until(() -> transport.depth("app") == 2);

    assertThat(transport.remove("app")).isEqualTo(2);

    assertThat(transport.remove("app")).isZero();
    assertThat(isRouted("source", "a.b")).isFalse();
  }

  @Test
  void aConsumerOfAQueueThatIsRemovedIsTold() throws Exception {
    transport.declare("app", SOURCE);
    var consumer = consume("app", 1);

    bare.queueDelete("app");

    assertThatThrownBy(() -> next(consumer))
        .hasRootCauseInstanceOf(TransportException.class)
        .hasMessageContaining("queue app was removed, or its node stopped");
  }

  @Test
  void aQueueThatIsNotThereCannotBeConsumed() {
    assertThatThrownBy(() -> transport.consumer("nobody", 1))
        .isInstanceOf(TransportException.class)
        .hasMessageContaining("queue nobody cannot be consumed: NOT_FOUND");
  }

  @Test
  void aPrefetchMustBeOneThatTheBrokerKnows() {
    for (var prefetch : new int[] {0, 65_536}) {
      assertThatThrownBy(() -> transport.consumer("app", prefetch))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("expected a prefetch from 1 to 65535 for queue app, got: " + prefetch);
    }
  }

  private boolean isRouted(String exchange, String key) {
    try {
      send(exchange, Message.of(key, Body.empty()));
      return true;
    } catch (UnroutableException _) {
      return false;
    } catch (InterruptedException ending) {
      throw new IllegalStateException(ending);
    }
  }
}
