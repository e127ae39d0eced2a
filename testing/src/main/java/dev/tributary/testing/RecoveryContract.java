package dev.tributary.testing;

import static dev.tributary.RetryPolicy.atMost;
import static dev.tributary.RetryPolicy.never;
import static dev.tributary.RetryPolicy.pause;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tributary.ApplicationStatus.State;
import dev.tributary.Binding;
import dev.tributary.DeadLetter;
import dev.tributary.DeliveryLimitException;
import dev.tributary.Detailed;
import dev.tributary.Message;
import dev.tributary.Outcome.Completed;
import dev.tributary.Outcome.DeadLettered;
import dev.tributary.Outcome.Interrupted;
import dev.tributary.Outcome.Unavailable;
import dev.tributary.RetryPolicy;
import dev.tributary.Runner;
import dev.tributary.Snooze;
import dev.tributary.TimeLimitException;
import dev.tributary.UnavailableException;
import dev.tributary.spi.UnroutableException;
import dev.tributary.testing.Faults.Point;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// How applications come through failures, over every transport: what fails goes on from where it
/// failed, whatever a callback throws the others go on, and whoever cannot work pauses.
@Timeout(120)
public abstract class RecoveryContract extends ApplicationsUnderTest {
  private static final Duration SHORT = Duration.ofMillis(10);
  private static final int HUGE = Integer.MAX_VALUE;

  /// Whether the broker counts the deliveries of a message whose consumers end without settling it.
  protected boolean countsDeliveries() {
    return true;
  }

  @Test
  void aDeadLetterThatIsSentOnComesToItsApplicationOnlyAsIfNeverTried() throws Exception {
    var sink = collect("app", "sink");
    var sibling = collect("source", "sibling");
    var letters = collect(DeadLetter.EXCHANGE, "letters");
    var broken = new AtomicBoolean(true);
    run(
        app()
            .version("1.2")
            .retry(RetryPolicy.standard().on(IOException.class, atMost(2).startingWith(SHORT)))
            .callback(
                message -> {
                  if (broken.get()) {
                    throw new IOException("broken");
                  }
                  return List.of(message);
                }));
    var original = message("input").withHeader("provider", "one");
    send(original);
    await().until(() -> letters.size() == 1);
    var letter = DeadLetter.from(letters.getFirst());
    assertThat(letter.version()).isEqualTo("1.2");
    assertThat(letter.attempts()).hasSize(2);
    assertThat(letter.message().body()).isEqualTo(original.body());
    assertThat(letter.message().headers()).isEqualTo(original.headers());

    broken.set(false);
    sendTo("app", letter.redriven("act-1", Optional.empty()));

    await().until(() -> sink.size() == 1);
    assertThat(sink.getFirst().headers()).containsEntry(DeadLetter.REDRIVE, "act-1");
    assertThat(sibling).as("beside it").hasSize(1);
    var redriven = settled().getLast().message();
    assertThat(redriven.id()).isEqualTo(original.id());
    assertThat(redriven.routingKey()).isEqualTo(original.routingKey());
    assertThat(redriven.attempt()).isEqualTo(1);
    assertThat(redriven.failures()).isEmpty();
  }

  @Test
  void whatIsSentToAnApplicationThatIsNotThereIsRefused() {
    assertThatThrownBy(() -> sendTo("nobody", message("input")))
        .isInstanceOf(UnroutableException.class)
        .hasMessageContaining("\"nobody\"");
  }

  @Test
  void whileSomethingIsAwayTheApplicationPausesAndNoAttemptIsCounted() throws Exception {
    var sink = collect("app", "sink");
    var away = new AtomicBoolean(true);
    var tries = new AtomicInteger();
    var runner =
        run(
            app()
                .concurrency(4)
                .retry(
                    RetryPolicy.standard()
                        .on(
                            UnavailableException.class,
                            pause().startingWith(SHORT).atLongest(Duration.ofMillis(500))))
                .callback(
                    message -> {
                      tries.incrementAndGet();
                      if (away.get()) {
                        throw new ExecutionException(
                            new UnavailableException("the rating service is away", null));
                      }
                      return List.of(message);
                    }));

    for (var number = 0; number < 40; number++) {
      send("input " + number);
    }
    await().until(() -> stateOf(runner) == State.UNAVAILABLE);
    await().until(() -> tries.get() > 4);
    assertThat(tries.get()).as("tries while it is away").isLessThan(20);
    assertThat(runner.statuses().getFirst().reason().orElseThrow())
        .contains("the rating service is away");
    assertThat(settled()).allMatch(each -> each.outcome() instanceof Unavailable);

    away.set(false);

    await().until(() -> bodies(sink).stream().distinct().count() == 40);
    assertThat(stateOf(runner)).isEqualTo(State.RUNNING);
    assertThat(settled().stream().filter(each -> each.outcome() instanceof Completed))
        .allSatisfy(each -> assertThat(each.message().attempt()).isEqualTo(1));
  }

  @Test
  void aRetryPolicySaysWhichExceptionsPause() throws Exception {
    var sink = collect("app", "sink");
    var tries = new AtomicInteger();
    run(
        app()
            .retry(
                RetryPolicy.standard()
                    .on(Throwable.class, never())
                    .on(IOException.class, pause().startingWith(SHORT).atLongest(SHORT)))
            .callback(
                message -> {
                  if (tries.incrementAndGet() < 4) {
                    throw new IOException("refused");
                  }
                  return List.of(message);
                }));

    send("input");

    await().until(() -> sink.size() == 1);
    assertThat(tries).hasValue(4);
    assertThat(settled().getLast().message().attempt()).isEqualTo(1);
  }

  @Test
  void whatAnOperatorPausesReceivesNothingUntilItIsResumedAlsoAfterARestart() throws Exception {
    var sink = collect("app", "sink");
    var runner = run(app().callback(message -> List.of(message)));
    send("before");
    await().until(() -> sink.size() == 1);

    transport().pause("app", "first note");
    transport().pause("app", "paused by me");
    await().until(() -> stateOf(runner) == State.PAUSED);
    send("while it is paused");
    runner.close();
    var restarted = run(app().callback(message -> List.of(message)));

    assertThat(stateOf(restarted)).isEqualTo(State.PAUSED);
    assertThat(restarted.statuses().getFirst().reason()).contains("paused by me");
    assertThat(transport().pauseOf("app")).contains("paused by me");
    // A broker may count what it has confirmed a little later.
    await().untilAsserted(() -> assertThat(transport().depth("app")).isEqualTo(1));
    assertThat(sink).hasSize(1);

    transport().resume("app");

    await().until(() -> sink.size() == 2);
    assertThat(transport().pauseOf("app")).isEmpty();
    assertThat(stateOf(restarted)).isEqualTo(State.RUNNING);
  }

  @Test
  void whatWaitsForAPausedApplicationIsNotSetAsideHoweverOftenThatIsRestarted() throws Exception {
    var sink = collect("app", "sink");
    transport().declare("app", List.of(new Binding("source", "#")));
    transport().pause("app", "they move house");
    var waiting = List.of("one", "two", "three");
    for (var body : waiting) {
      send(body);
    }

    for (var restart = 0; restart < 5; restart++) {
      run(app().deliveryLimit(3).callback(message -> List.of(message))).close();
    }
    transport().resume("app");
    run(app().deliveryLimit(3).callback(message -> List.of(message)));

    await().until(() -> settled().size() == 3);
    assertThat(settled()).allMatch(each -> each.outcome() instanceof Completed);
    await().until(() -> bodies(sink).containsAll(waiting));
  }

  @Test
  void whateverACallbackThrowsTheOthersGoOn() throws Exception {
    var sink = collect("app", "sink");
    var letters = collect(DeadLetter.EXCHANGE, "letters");
    run(
        app()
            .retry(RetryPolicy.standard().on(Throwable.class, never()))
            .callback(
                message -> {
                  switch (message.body().utf8()) {
                    case "error" -> throw new AssertionError("an error");
                    case "stack" -> bottomless(0);
                    case "memory" -> huge();
                    default -> {}
                  }
                  return List.of(message);
                }));

    for (var body : List.of("error", "one", "stack", "two", "memory", "three")) {
      send(body);
    }

    await().until(() -> letters.size() == 3 && sink.size() == 3);
    assertThat(bodies(sink)).containsExactlyInAnyOrder("one", "two", "three");
    assertThat(letters.stream().map(letter -> DeadLetter.from(letter).error()))
        .containsExactlyInAnyOrder(
            AssertionError.class.getName(),
            StackOverflowError.class.getName(),
            OutOfMemoryError.class.getName());
  }

  @Test
  void whateverAFailureSaysOfItselfItIsADeadLetterAtOnceAndTheOthersGoOn() throws Exception {
    var sink = collect("app", "sink");
    var letters = collect(DeadLetter.EXCHANGE, "letters");
    run(
        app()
            .retry(RetryPolicy.standard().on(Throwable.class, never()))
            .callback(
                message ->
                    switch (message.body().utf8()) {
                      case "unspeakable" -> throw new Unspeakable();
                      case "huge" -> throw new IllegalStateException("x".repeat(1 << 20));
                      case "detailed" -> throw new Known();
                      case "for ever" -> throw new Snooze(Duration.ofSeconds(HUGE), "never ready");
                      case "for longer" ->
                          throw new Snooze(Duration.ofSeconds(Long.MAX_VALUE), "never ready");
                      default -> List.of(message);
                    }));

    for (var body :
        List.of("unspeakable", "one", "huge", "two", "detailed", "for ever", "for longer")) {
      send(body);
    }

    await().until(() -> letters.size() == 3 && sink.size() == 2 && settled().size() == 7);
    assertThat(settled()).noneMatch(each -> each.outcome() instanceof Interrupted);
    assertThat(letters.stream().map(letter -> DeadLetter.from(letter).error()))
        .containsExactlyInAnyOrder(
            Unspeakable.class.getName(),
            IllegalStateException.class.getName(),
            Known.class.getName());
  }

  @Test
  void whatItsQueueDoesNotTakeBackIsADeadLetterRatherThanTriedForEver() throws Exception {
    var letters = collect(DeadLetter.EXCHANGE, "letters");
    var tries = new AtomicInteger();
    faults()
        .at(Point.BEFORE_RETRY)
        .failWith(() -> new IllegalArgumentException("expected shorter headers"));
    run(
        app()
            .callback(
                _ -> {
                  tries.incrementAndGet();
                  throw new IOException("not yet");
                }));

    send("input");

    await().until(() -> letters.size() == 1);
    assertThat(DeadLetter.from(letters.getFirst()).reason())
        .isEqualTo("it cannot wait in its queue: expected shorter headers; it had failed: not yet");
    assertThat(tries).hasValue(1);
  }

  @Test
  void aDeadLetterThatIsRefusedGoesWithTheLeastThatIsToBeSaid() throws Exception {
    var letters = collect(DeadLetter.EXCHANGE, "letters");
    faults()
        .at(Point.BEFORE_DEAD_LETTER)
        .failWith(() -> new IllegalArgumentException("expected shorter headers"));
    run(
        app()
            .retry(RetryPolicy.standard().on(Throwable.class, never()))
            .callback(
                _ -> {
                  throw new Known();
                }));

    send("input");

    await().until(() -> letters.size() == 1);
    var letter = DeadLetter.from(letters.getFirst());
    assertThat(letter.error()).isEqualTo(Known.class.getName());
    assertThat(letter.reason())
        .isEqualTo("known (shortened, without stack and details: expected shorter headers)");
    assertThat(letter.stack()).isEmpty();
    assertThat(letter.details()).isEmpty();
    assertThat(letter.message().body().utf8()).isEqualTo("input");
  }

  @Test
  void whatCanBeNeitherPutBackNorSetAsideIsDeliveredAgainUntilItCan() throws Exception {
    var letters = collect(DeadLetter.EXCHANGE, "letters");
    faults()
        .at(Point.BEFORE_DEAD_LETTER)
        .times(6)
        .failWith(() -> new IllegalArgumentException("expected shorter headers"));
    run(
        app()
            .retry(RetryPolicy.standard().on(Throwable.class, never()))
            .callback(
                _ -> {
                  throw new IOException("broken");
                }));

    send("input");

    await().until(() -> letters.size() == 1);
    assertThat(outcomeOf("input")).isInstanceOf(DeadLettered.class);
  }

  /// Nothing can be had of it.
  private static final class Unspeakable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    @Override
    public String getMessage() {
      throw new IllegalStateException("not to be had");
    }
  }

  /// Knows what it does not say, and what nobody can take.
  private static final class Known extends RuntimeException implements Detailed {
    private static final long serialVersionUID = 1L;

    Known() {
      super("known");
    }

    @Override
    @SuppressWarnings("NullAway") // as code gives it that no checker of nulls has seen
    public Map<String, String> details() {
      var details = new HashMap<String, String>();
      details.put("column", null);
      details.put("n".repeat(300), "a name that RabbitMQ does not take");
      return details;
    }
  }

  private static int bottomless(int depth) {
    return depth == HUGE ? depth : 1 + bottomless(depth + 1);
  }

  private static void huge() {
    var arrays = new CopyOnWriteArrayList<long[]>();
    while (arrays.size() < HUGE) {
      arrays.add(new long[HUGE]);
    }
  }

  @Test
  void oneThatWaitsForEverIsInterruptedAtItsTimeLimitAndIsADeadLetter() throws Exception {
    var sink = collect("app", "sink");
    run(
        app()
            .timeLimit(Duration.ofMillis(300))
            .retry(RetryPolicy.standard().on(TimeLimitException.class, never()))
            .callback(
                message -> {
                  if (message.body().utf8().equals("for ever")) {
                    new CountDownLatch(1).await();
                  }
                  return List.of(message);
                }));

    send("for ever");
    send("other");

    await().until(() -> settled().size() == 2);
    assertThat(bodies(sink)).containsExactly("other");
    assertThat(outcomeOf("for ever"))
        .isInstanceOfSatisfying(
            DeadLettered.class,
            outcome ->
                assertThat(outcome.letter().error()).isEqualTo(TimeLimitException.class.getName()));
  }

  @Test
  void oneThatTakesNoNoticeOfItsTimeLimitIsReportedAndTheOthersGoOn() throws Exception {
    var sink = collect("app", "sink");
    var released = new AtomicBoolean();
    var runner =
        run(
            app()
                .timeLimit(Duration.ofMillis(100))
                .callback(
                    message -> {
                      if (message.body().utf8().equals("stubborn")) {
                        waitWhatever(released);
                      }
                      return List.of(message);
                    }));

    send("stubborn");
    send("other");

    await().until(() -> bodies(sink).contains("other"));
    await().until(() -> !runner.statuses().getFirst().stuck().isEmpty());
    var stuck = runner.statuses().getFirst().stuck().getFirst();
    assertThat(stuck.stack()).contains("waitWhatever");
    assertThat(stuck.runningFor()).isGreaterThan(Duration.ofMillis(100));

    released.set(true);

    await().until(() -> bodies(sink).contains("stubborn"));
    assertThat(runner.statuses().getFirst().stuck()).isEmpty();
  }

  /// Waits until it is released, however often it is interrupted.
  private static void waitWhatever(AtomicBoolean released) {
    while (!released.get()) {
      LockSupport.parkNanos(1_000_000);
    }
  }

  @Test
  void whatIsDeliveredAgainAndAgainAndNeverSettledIsADeadLetter() throws Exception {
    assumeTrue(countsDeliveries(), "it counts no deliveries");
    transport().declare("app", List.of(new Binding("source", "#")));
    send("poison");
    for (var deliveries = 0; deliveries < 3; deliveries++) {
      try (var other = connect();
          var consumer = other.consumer("app", 1)) {
        assertThat(consumer.receive().count()).isGreaterThanOrEqualTo(deliveries + 1);
      }
    }

    run(app().deliveryLimit(3).callback(message -> List.of(message)).listenersOptional());

    await().until(() -> settled().size() == 1);
    assertThat(outcomeOf("poison"))
        .isInstanceOfSatisfying(
            DeadLettered.class,
            outcome ->
                assertThat(outcome.letter().error())
                    .isEqualTo(DeliveryLimitException.class.getName()));
  }

  private static State stateOf(Runner runner) {
    return runner.statuses().getFirst().state();
  }

  private void sendTo(String queue, Message message) throws InterruptedException {
    try (var producer = transport().producer()) {
      producer.sendTo(queue, List.of(message));
    }
  }
}
