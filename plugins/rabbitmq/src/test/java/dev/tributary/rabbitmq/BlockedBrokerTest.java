package dev.tributary.rabbitmq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tributary.Application;
import dev.tributary.Binding;
import dev.tributary.Message;
import dev.tributary.Outcome;
import dev.tributary.Outcome.Completed;
import dev.tributary.Outcome.Interrupted;
import dev.tributary.Runner;
import dev.tributary.rabbitmq.RabbitOptions.Timeouts;
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

  private final List<Outcome> outcomes = new CopyOnWriteArrayList<>();
  private final Set<String> arrived = ConcurrentHashMap.newKeySet();
  private final AtomicInteger calls = new AtomicInteger();
  private final CountDownLatch blocked = new CountDownLatch(1);

  @Test
  void itCostsNoMessageAnAttemptAndAllArriveOnceItIsOver() throws Exception {
    transport.declare("first", SOURCE);
    transport.declare("sink", List.of(new Binding("first", "#")));
    send("source", messages(MESSAGES).toArray(Message[]::new));
    var second = Duration.ofSeconds(1);
    var timeouts = new Timeouts(Duration.ofSeconds(5), Duration.ofSeconds(5), second);
    var impatient = closedAtTheEnd(broker.connect(broker.options().withTimeouts(timeouts)));

    try (var _ = Runner.start(impatient, List.of(first(), sink()))) {
      broker.node().own().control("set_vm_memory_high_watermark", "0.000001");
      try {
        blocked.countDown();
        await("delivered again").atMost(PATIENCE).until(() -> calls.get() > AT_ONCE);
      } finally {
        broker.node().own().control("set_vm_memory_high_watermark", "0.4");
      }
      await().atMost(PATIENCE).until(() -> arrived.size() == MESSAGES && completed() >= MESSAGES);
    }

    assertThat(outcomes).allMatch(it -> it instanceof Completed || it instanceof Interrupted);
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
