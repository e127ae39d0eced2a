package dev.tributary.testing;

import static dev.tributary.RetryPolicy.atMost;
import static dev.tributary.RetryPolicy.never;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.tributary.Abort;
import dev.tributary.Application;
import dev.tributary.Body;
import dev.tributary.DeadLetter;
import dev.tributary.Message;
import dev.tributary.Outcome.Aborted;
import dev.tributary.Outcome.Completed;
import dev.tributary.Outcome.DeadLettered;
import dev.tributary.Outcome.Retried;
import dev.tributary.Outcome.Snoozed;
import dev.tributary.RetryPolicy;
import dev.tributary.Snooze;
import dev.tributary.StartException;
import dev.tributary.spi.UnroutableException;
import dev.tributary.testing.Faults.Point;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

@Timeout(60)
final class TestRunTest {
  private final List<Instant> comings = new ArrayList<>();

  @Test
  void sendReturnsWhenTheResultsAreThere() throws Exception {
    try (var run = TestRun.of(app().callback(message -> List.of(message, message)).build())) {
      run.send(message("one"), message("two"));

      assertThat(run.results()).hasSize(4);
      assertThat(run.outcomes()).hasSize(2);
      assertThat(run.outcomes())
          .allSatisfy(each -> assertThat(each.outcome()).isInstanceOf(Completed.class));
    }
  }

  @Test
  void manyMessagesAreAllSettled() throws Exception {
    try (var run =
        TestRun.of(app().callback(List::of).build()).withPatience(Duration.ofSeconds(50))) {
      run.send(IntStream.range(0, 5_000).mapToObj(i -> message("" + i)).toArray(Message[]::new));

      assertThat(run.results()).hasSize(5_000);
      assertThat(run.outcomes()).hasSize(5_000);
    }
  }

  @Test
  void outcomesTellOfTheApplicationAndTheMessage() throws Exception {
    var input = message("input");
    try (var run = TestRun.of(app().callback(_ -> abort()).build())) {
      run.send(input);

      var settlement = run.outcomes().getFirst();
      assertThat(settlement.application()).isEqualTo("app");
      assertThat(settlement.message()).isEqualTo(input);
      assertThat(settlement.outcome()).isInstanceOf(Aborted.class);
      assertThat(run.results()).isEmpty();
    }
  }

  @Test
  void timeStandsStillUntilItIsAdvancedAndStopsAtEachMomentThatIsDue() throws Exception {
    var policy = atMost(4).startingWith(Duration.ofMinutes(1)).jitteredBy(0);
    var clock = new VirtualClock[1];
    try (var run =
        TestRun.of(
            app()
                .retry(RetryPolicy.standard().on(Throwable.class, policy))
                .callback(
                    _ -> {
                      comings.add(clock[0].instant());
                      throw new IOException("still broken");
                    })
                .build())) {
      clock[0] = run.clock();
      run.send(message("input"));

      assertThat(run.waiting()).extracting(Waiting::due).containsExactly(minute(1));

      run.advance(Duration.ofSeconds(59));
      assertThat(comings).containsExactly(minute(0));

      run.advance(Duration.ofMinutes(10));
      assertThat(comings).containsExactly(minute(0), minute(1), minute(3), minute(7));
      assertThat(run.clock().instant()).isEqualTo(minute(10).plusSeconds(59));
      assertThat(run.outcomes().getLast().outcome()).isInstanceOf(DeadLettered.class);
      assertThat(run.waiting()).isEmpty();
      assertThat(run.deadLetters()).extracting(DeadLetter::failedAt).containsExactly(minute(7));
    }
  }

  @Test
  void aSnoozedMessageWaitsUntilTimeIsAdvanced() throws Exception {
    var isReady = new AtomicBoolean();
    try (var run =
        TestRun.of(
            app()
                .callback(
                    message -> {
                      if (isReady.get()) {
                        return List.of(message);
                      }
                      throw new Snooze(Duration.ofHours(2), "not ready");
                    })
                .build())) {
      run.send(message("input"));

      assertThat(run.outcomes().getLast().outcome()).isInstanceOf(Snoozed.class);
      assertThat(run.waiting())
          .extracting(Waiting::application, Waiting::due)
          .containsExactly(tuple("app", VirtualClock.START.plus(Duration.ofHours(2))));

      isReady.set(true);
      run.advance(Duration.ofHours(2));

      assertThat(run.results()).hasSize(1);
    }
  }

  @Test
  void severalApplicationsAreConnectedAsTheyAreBound() throws Exception {
    var first =
        Application.named("first")
            .consumes("orders", "#")
            .callback(order -> List.of(order.with("upsert.parcel", Body.utf8("parcel"))))
            .build();
    var second =
        Application.named("second")
            .consumes("first", "upsert.parcel")
            .callback(parcel -> List.of(parcel.with("upsert.receipt", Body.utf8("receipt"))))
            .build();
    try (var run = TestRun.of(first, second)) {
      run.send(message("order"));

      assertThat(run.results())
          .extracting(Message::routingKey)
          .containsExactly("upsert.parcel", "upsert.receipt");
      assertThat(run.results("second"))
          .extracting(Message::routingKey)
          .containsExactly("upsert.receipt");
      assertThat(run.outcomes())
          .extracting(Settlement::application)
          .containsExactlyInAnyOrder("first", "second");
    }
  }

  @Test
  void applicationsThatConsumeSeveralExchangesNeedToBeToldWhichIsMeant() throws Exception {
    var application =
        Application.named("app").consumes("one", "#").consumes("two", "#").callback(List::of);
    try (var run = TestRun.of(application.build())) {
      assertThatThrownBy(() -> run.send(message("input")))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("[one, two]");

      run.send("two", message("input"));

      assertThat(run.results()).hasSize(1);
    }
  }

  @Test
  void aMessageThatNoBindingMatchesIsRefused() throws Exception {
    var application =
        Application.named("app").consumes("orders", "upsert.order").callback(List::of).build();
    try (var run = TestRun.of(application)) {
      assertThatThrownBy(() -> run.send(Message.of("upsert.parcel", Body.empty())))
          .isInstanceOf(UnroutableException.class);
    }
  }

  @Test
  void aMessageDeliveredOnceMoreGivesResultsOfTheSameIds() throws Exception {
    var input = message("input");
    try (var run = TestRun.of(app().callback(List::of).build())) {
      run.send(input);
      run.redeliver(input);

      assertThat(run.results()).hasSize(2);
      assertThat(run.results().getFirst().id()).isEqualTo(run.results().getLast().id());
    }
  }

  @Test
  void deadLettersAndEventsAreHeard() throws Exception {
    try (var run =
        TestRun.of(
            app()
                .retry(RetryPolicy.standard().on(Throwable.class, never()))
                .callback(
                    _ -> {
                      throw new IOException("broken");
                    })
                .build())) {
      run.send(message("input"));

      assertThat(run.deadLetters()).extracting(DeadLetter::reason).containsExactly("broken");
      assertThat(run.events())
          .singleElement()
          .asString()
          .startsWith("{")
          .contains("\"name\":\"message.dead-lettered\"", "broken");
    }
  }

  @Test
  void whatDoesNotSettleIsNamedWithWhereItIs() throws Exception {
    var release = new CountDownLatch(1);
    var input = message("input");
    try (var run =
        TestRun.of(app().callback(_ -> waitFor(release)).build())
            .withPatience(Duration.ofSeconds(1))) {
      assertThatThrownBy(() -> run.send(input))
          .isInstanceOf(AssertionError.class)
          .hasMessageContaining("PT1S")
          .hasMessageContaining("app: message " + input.id() + " (do.thing), attempt 1")
          .hasMessageContaining("TestRunTest.waitFor");
      release.countDown();
    }
  }

  @Test
  void messagesOfOneKeyThatWaitForTheirTurnAreNamedToo() throws Exception {
    var release = new CountDownLatch(1);
    var first = message("first");
    var second = message("second");
    try (var run =
        TestRun.of(app().orderedBy(_ -> "one").callback(_ -> waitFor(release)).build())
            .withPatience(Duration.ofSeconds(1))) {
      assertThatThrownBy(() -> run.send(first, second))
          .isInstanceOf(AssertionError.class)
          .hasMessageContaining(first.id())
          .hasMessageContaining(second.id());
      release.countDown();
    }
  }

  @Test
  void aStartHookThatFailsIsToldAtOnce() {
    var application =
        app()
            .onStart(
                () -> {
                  throw new IOException("no license");
                })
            .callback(List::of)
            .build();

    assertThatThrownBy(() -> TestRun.of(application)).isInstanceOf(StartException.class);
  }

  @Test
  void closingRunsTheStopHooks() {
    var stopped = new AtomicBoolean();
    var application = app().onStop(() -> stopped.set(true)).callback(List::of).build();

    TestRun.of(application).close();

    assertThat(stopped).isTrue();
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "BEFORE_REQUEUE")
  void nothingIsLostWhateverFails(Point point) throws Exception {
    var faults = new Faults();
    var application =
        app()
            .retry(RetryPolicy.standard().on(IllegalArgumentException.class, never()))
            .callback(faults.callback(message -> failOnceThenSendTwo(faults, message)))
            .build();
    try (var run = TestRun.of(faults, application)) {
      faults.at(point).fail();

      run.send(message("input"), message("poison"));
      run.advance(Duration.ofMinutes(1));

      assertThat(faults.isPlanned(point)).as("%s was not reached", point).isFalse();
      assertThat(run.results())
          .extracting(result -> result.body().utf8())
          .contains("first", "second");
      assertThat(run.results().stream().map(Message::id).distinct()).hasSize(2);
      assertThat(run.deadLetters().stream().map(letter -> letter.message().id()).distinct())
          .hasSize(1);
      assertThat(run.waiting()).isEmpty();
    }
  }

  private static List<Message> failOnceThenSendTwo(Faults faults, Message message)
      throws Exception {
    if (message.body().utf8().equals("poison")) {
      throw new IllegalArgumentException("poison");
    }
    if (message.attempt() == 1) {
      throw new IOException("not yet");
    }
    faults.reach(Point.BEFORE_COMMIT);
    faults.reach(Point.AFTER_COMMIT);
    return List.of(
        message.with("done.thing", Body.utf8("first")),
        message.with("done.thing", Body.utf8("second")));
  }

  @Test
  void aRetryIsAnOutcomeWithItsDelay() throws Exception {
    try (var run =
        TestRun.of(
            app()
                .callback(
                    _ -> {
                      throw new IOException("not yet");
                    })
                .build())) {
      run.send(message("input"));

      var outcome = (Retried) run.outcomes().getFirst().outcome();
      assertThat(outcome.delay())
          .isBetween(Duration.ofMillis(800), Duration.ofMillis(1200))
          .isEqualTo(Duration.between(run.clock().instant(), run.waiting().getFirst().due()));
    }
  }

  private static List<Message> abort() {
    throw new Abort("order.unwanted", "not this one");
  }

  private static List<Message> waitFor(CountDownLatch latch) throws InterruptedException {
    latch.await();
    return List.of();
  }

  private static Application.Builder app() {
    return Application.named("app").consumes("source", "#");
  }

  private static Message message(String body) {
    return Message.of("do.thing", Body.utf8(body));
  }

  private static Instant minute(int number) {
    return VirtualClock.START.plus(Duration.ofMinutes(number));
  }
}
