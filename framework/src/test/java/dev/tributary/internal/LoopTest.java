package dev.tributary.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tributary.Application;
import dev.tributary.ApplicationStatus.State;
import dev.tributary.Body;
import dev.tributary.Message;
import dev.tributary.Recording;
import dev.tributary.processors.OneQueue;
import dev.tributary.spi.Transport.Lifetime;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What the receiver lives through: deliveries for which no thread can be had, pauses, and its end.
@Timeout(30)
final class LoopTest {
  private final OneQueue broker = new OneQueue();
  private final EventLog events =
      new EventLog(broker.producer(), InstantSource.system(), Recording.OFF);
  private Loop loop;

  @BeforeEach
  void start() {
    loop = startedOn(broker);
  }

  private Loop startedOn(OneQueue transport) {
    var application =
        Application.named("app")
            .consumes("source", "#")
            .orderedBy(message -> message.body().utf8())
            .callback(_ -> List.of())
            .build();
    var queue = new Loop.Queue(transport, "app", application, Lifetime.DURABLE);
    return Loop.start(queue, events, InstantSource.system(), withoutAThreadAtFirst());
  }

  @AfterEach
  void stop() {
    loop.stopReceiving();
    loop.close();
    events.close();
  }

  @Test
  void itsMessageGoesBackAndIsDeliveredAgain() {
    broker.waiting.add(Message.of("do.thing", Body.empty()));

    await().until(() -> broker.settledBy("ack") == 1);
    assertThat(broker.settledBy("requeue")).isEqualTo(1);
    assertThat(loop.inFlight()).isZero();
  }

  @Test
  void itsMessageIsDeliveredAgainThoughItCannotEvenBeGivenBackAndThoseBehindItGoOn() {
    broker.failingRequeue.set(new StackOverflowError("deep"));
    broker.waiting.add(Message.of("do.thing", Body.utf8("account")));

    await().until(() -> broker.settledBy("ack") == 1);
    assertThat(broker.closedConsumers).hasValue(1);
    broker.waiting.add(Message.of("do.thing", Body.utf8("account")));

    await().until(() -> broker.settledBy("ack") == 2);
    await().until(() -> loop.inFlight() == 0);
  }

  @Test
  void theReceiverGoesOnWhateverItMeets() {
    broker.failing.set(new OutOfMemoryError("somebody else took it"));
    broker.waiting.add(Message.of("do.thing", Body.empty()));
    await().until(() -> broker.failing.get() == null);
    broker.waiting.add(Message.of("do.thing", Body.empty()));

    await().until(() -> broker.settledBy("ack") == 2);
  }

  @Test
  void theWatchGoesOnWhateverItMeets() {
    broker.failingToTell.set(new OutOfMemoryError("somebody else took it"));
    await().until(() -> broker.failingToTell.get() == null);

    broker.pause = Optional.of("for a look");

    await().until(() -> loop.status().state() == State.PAUSED);
  }

  @Test
  void whoIsPausedAsItStartsConsumesNothingUntilItIsResumed() {
    var paused = new OneQueue();
    paused.pause = Optional.of("for a look");
    var second = startedOn(paused);
    try {
      assertThat(second.status().state()).isEqualTo(State.PAUSED);
      assertThat(paused.openedConsumers).hasValue(0);

      paused.pause = Optional.empty();

      await().until(() -> paused.openedConsumers.get() == 1);
    } finally {
      second.stopReceiving();
      second.close();
    }
  }

  @Test
  void itsConsumerIsClosedAllTheSameOnceTheApplicationIsPaused() {
    broker.waiting.add(Message.of("do.thing", Body.empty()));
    await().until(() -> broker.settledBy("ack") == 1);

    broker.pause = Optional.of("for a look");

    await().until(() -> broker.closedConsumers.get() == 1);
  }

  @Test
  void itStopsThoughItsBrokersClientTakesItsWakingForAFailure() {
    broker.takesWakingForFailure = true;
    broker.waiting.add(Message.of("do.thing", Body.empty()));
    await().until(() -> broker.settledBy("ack") == 1);

    loop.stopReceiving();

    broker.waiting.add(Message.of("do.thing", Body.empty()));
    assertThat(broker.waiting).hasSize(1);
  }

  @Test
  void itStandsAsideThoughItsBrokersClientTakesItsWakingForAFailure() {
    broker.takesWakingForFailure = true;
    broker.waiting.add(Message.of("do.thing", Body.empty()));
    await().until(() -> broker.settledBy("ack") == 1);

    broker.pause = Optional.of("for a look");
    await().until(() -> broker.closedConsumers.get() == 1);
    await().until(() -> loop.status().state() == State.PAUSED);

    broker.pause = Optional.empty();
    broker.waiting.add(Message.of("do.thing", Body.empty()));
    await().until(() -> broker.settledBy("ack") == 2);
  }

  /// The first of them cannot be started.
  private static ThreadFactory withoutAThreadAtFirst() {
    var first = new AtomicBoolean(true);
    return task -> first.getAndSet(false) ? new NoThread() : Thread.ofVirtual().unstarted(task);
  }

  private static final class NoThread extends Thread {
    @Override
    public void start() {
      throw new OutOfMemoryError("unable to create a thread");
    }
  }
}
