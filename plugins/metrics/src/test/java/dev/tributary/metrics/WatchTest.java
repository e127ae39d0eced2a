package dev.tributary.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tributary.Application;
import dev.tributary.Body;
import dev.tributary.Message;
import dev.tributary.Runner;
import dev.tributary.metrics.Watch.Rhythm;
import dev.tributary.spi.HealthCheck;
import dev.tributary.spi.HealthCheck.Health;
import dev.tributary.spi.HealthCheck.Health.Healthy;
import dev.tributary.spi.HealthCheck.Health.Unhealthy;
import dev.tributary.spi.Producer.Listeners;
import dev.tributary.spi.RunningProcess;
import dev.tributary.spi.Transport;
import dev.tributary.testing.MemoryBroker;
import dev.tributary.testing.MemoryTransport;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What makes a process ready, what does not, and what is only told.
@Timeout(60)
class WatchTest {
  private static final Duration SOON = Duration.ofMillis(20);

  private final MemoryBroker broker = new MemoryBroker();
  private final Transport transport = MemoryTransport.connect(broker);
  private final CountDownLatch released = new CountDownLatch(1);
  private final AtomicReference<Health> database = new AtomicReference<>(new Healthy("SQLite"));
  private final Runner runner = Runner.start(transport, List.of(deaf()));
  private final Watch watch =
      Watch.over(
          new RunningProcess(runner, List.of(new HealthCheck("database", database::get)), List::of),
          new Rhythm(SOON, SOON, SOON));

  /// Takes no notice of its time limit.
  private Application deaf() {
    return Application.named("deaf")
        .consumes("post", "#")
        .timeLimit(Duration.ofMillis(50))
        .callback(
            _ -> {
              while (released.getCount() > 0) {
                awaitRelease();
              }
              return List.of();
            })
        .build();
  }

  private void awaitRelease() {
    try {
      released.await();
    } catch (InterruptedException notHeard) {
      assertThat(released.getCount()).isNotNegative();
    }
  }

  @AfterEach
  void close() {
    released.countDown();
    watch.close();
    runner.close();
    transport.close();
  }

  @Test
  void aProcessIsReadyWhileAllThatItNeedsIsThere() {
    await().until(() -> watch.readiness().isReady());

    database.set(new Unhealthy("the disk is full", "make room"));
    awaitReason("database: the disk is full; make room");

    database.set(new Healthy("SQLite"));
    await().until(() -> watch.readiness().isReady());
  }

  @Test
  void aBrokerThatIsAwayIsAReason() {
    await().until(() -> watch.readiness().isReady());

    broker.stop();

    awaitReason("the broker cannot be reached: ");
  }

  @Test
  void aPausedApplicationIsToldAndNoReason() {
    transport.pause("deaf", "by ann: the river is high");

    await().until(() -> !watch.readiness().notes().isEmpty());
    assertThat(watch.readiness().notes())
        .containsExactly("deaf is paused: by ann: the river is high");
    await().until(() -> watch.readiness().isReady());
  }

  @Test
  void aCallbackThatIsStuckIsAReason() throws Exception {
    try (var producer = transport.producer()) {
      producer.send("post", List.of(Message.of("sort.letter", Body.utf8("x"))), Listeners.REQUIRED);
    }

    awaitReason("deaf is stuck at message ");
  }

  private void awaitReason(String beginning) {
    await()
        .untilAsserted(
            () ->
                assertThat(watch.readiness().reasons())
                    .anyMatch(reason -> reason.startsWith(beginning)));
  }
}
