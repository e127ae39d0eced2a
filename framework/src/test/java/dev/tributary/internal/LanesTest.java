package dev.tributary.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.tributary.Body;
import dev.tributary.Message;
import dev.tributary.Outcome;
import dev.tributary.Outcome.Completed;
import dev.tributary.Outcome.Interrupted;
import dev.tributary.Outcome.OutOfTurn;
import dev.tributary.Outcome.Retried;
import dev.tributary.Outcome.Snoozed;
import dev.tributary.internal.Lanes.Turn;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class LanesTest {
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration PUT_OFF = Duration.ofMillis(200);
  private static final Outcome COMPLETED = new Completed(List.of(), List.of());
  private static final Outcome INTERRUPTED = new Interrupted(new InterruptedException());

  private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
  private final Lanes lanes = new Lanes(Optional.of(message -> message.body().utf8()), 2, now::get);

  @Test
  void whereThereIsNoOrderEveryTurnIsAtOnce() throws Exception {
    var unordered = new Lanes(Optional.empty(), 1, now::get);

    assertThat(unordered.turn(message("1", "a"), 1).await()).isEmpty();
    assertThat(unordered.turn(message("2", "a"), 1).await()).isEmpty();
    assertThat(lanes.turn(message("1", ""), 1).await()).isEmpty();
    assertThat(lanes.turn(message("2", ""), 1).await()).isEmpty();
    assertThat(lanes.size()).isZero();
  }

  @Test
  void eachOfAKeyWaitsForTheOneBeforeItAndNotForOtherKeys() throws Exception {
    var first = lanes.turn(message("1", "a"), 1);
    var second = lanes.turn(message("2", "a"), 1);
    assertThat(first.await()).isEmpty();
    assertThat(lanes.turn(message("3", "b"), 1).await()).isEmpty();
    var waiting = waitFor(second);

    finish(first, COMPLETED);

    waiting.join();
  }

  @Test
  void moreThanMayWaitHereArePutOff() throws Exception {
    for (var id = 1; id <= 3; id++) {
      var _ = lanes.turn(message("" + id, "a"), 1);
    }

    assertThat(lanes.turn(message("4", "a"), 1).await()).contains(PUT_OFF);
  }

  @Test
  void thoseBehindOneThatIsAwayArePutOffUntilItIsDue() throws Exception {
    finish(lanes.turn(message("1", "a"), 1), new Snoozed(HOUR, "not ready"));

    assertThat(lanes.turn(message("2", "a"), 1).await()).contains(HOUR);
  }

  @Test
  void whoComesBackHasItsPlace() throws Exception {
    finish(lanes.turn(message("1", "a"), 1), new Snoozed(HOUR, "not ready"));
    var second = lanes.turn(message("2", "a"), 1);
    finish(second, new Snoozed(second.await().orElseThrow(), "not its turn"));

    var first = lanes.turn(message("1", "a"), 1);
    var third = lanes.turn(message("3", "a"), 1);

    assertThat(first.await()).isEmpty();
    assertThat(third.await()).as("behind the second, which is away").contains(HOUR);
    finish(first, COMPLETED);
    second = lanes.turn(message("2", "a"), 1);
    assertThat(second.await()).isEmpty();
  }

  @Test
  void whoIsBackBeforeItsSettlementEndedHasItsPlace() throws Exception {
    var first = lanes.turn(message("1", "a"), 1);
    assertThat(first.await()).isEmpty();
    first.settling(new Snoozed(Duration.ZERO, "not ready"));
    var again = lanes.turn(message("1", "a"), 1);
    first.end();

    assertThat(again.await()).isEmpty();
    finish(again, COMPLETED);
    assertThat(lanes.size()).as("nobody is waited for").isZero();
  }

  @Test
  void whoIsDeliveredAgainWhileItIsHereComesRightBehindItself() throws Exception {
    var first = lanes.turn(message("1", "a"), 1);
    var second = lanes.turn(message("2", "a"), 1);
    var firstAgain = lanes.turn(message("1", "a"), 1);
    assertThat(first.await()).isEmpty();

    finish(first, INTERRUPTED);

    assertThat(firstAgain.await()).as("the delivery that takes its place").isEmpty();
    var waiting = waitFor(second);
    finish(firstAgain, COMPLETED);
    waiting.join();
    finish(second, COMPLETED);
    assertThat(lanes.size()).as("nobody is waited for").isZero();
  }

  @Test
  void whoWasInterruptedIsWaitedFor() throws Exception {
    finish(lanes.turn(message("1", "a"), 1), INTERRUPTED);

    var second = lanes.turn(message("2", "a"), 1);

    assertThat(second.await()).contains(PUT_OFF);
    assertThat(lanes.turn(message("1", "a"), 1).await()).isEmpty();
  }

  @Test
  void whoDoesNotComeBackIsForgottenOnceOneIsBackThatWasPutOffAMinuteAfterItWasDue()
      throws Exception {
    finish(lanes.turn(message("1", "a"), 1), new Snoozed(SECOND, "not ready"));

    assertThat(comeBackToBePutOff(59)).contains(PUT_OFF);
    assertThat(comeBackToBePutOff(62)).as("put off too early to tell").contains(PUT_OFF);

    at(63);
    assertThat(lanes.turn(message("2", "a"), 1).await()).isEmpty();
  }

  @Test
  void whoIsInALongBacklogKeepsItsPlace() throws Exception {
    finish(lanes.turn(message("1", "a"), 1), new Retried(SECOND, new IOException("not yet")));
    at(3_000);
    for (var id = 2; id <= 100; id++) {
      var behind = lanes.turn(message("" + id, "a"), 1);
      finish(behind, new OutOfTurn(behind.await().orElseThrow()));
    }

    at(6_000);

    assertThat(lanes.turn(message("1", "a"), 1).await()).isEmpty();
  }

  @Test
  void whatOvertakesTheOthersDoesNotTellOfThem() throws Exception {
    finish(lanes.turn(message("1", "a"), 1), new Snoozed(SECOND, "not ready"));

    at(100);
    putOffAndBack(urgent("2"), 1, 101);
    putOffAndBack(message("3", "c"), 2, 103);
    finish(lanes.turn(message("4", "d"), 1), INTERRUPTED);
    var _ = lanes.turn(message("4", "d"), 1);
    var second = lanes.turn(message("5", "a"), 1);
    assertThat(second.await()).as("urgent, redelivered or given back").contains(PUT_OFF);

    putOffAndBack(message("6", "e"), 1, 105);
    assertThat(second.await()).isEmpty();
  }

  @Test
  void anotherMessageOfTheSameIdTellsNothing() throws Exception {
    finish(lanes.turn(message("1", "a"), 1), new Snoozed(SECOND, "not ready"));
    at(100);
    finish(lanes.turn(message("2", "b"), 1), new Snoozed(SECOND, "not ready"));

    var _ = lanes.turn(message("2", "b"), 1);

    assertThat(lanes.turn(message("3", "a"), 1).await()).contains(PUT_OFF);
  }

  @Test
  void whoCannotBePutBackIsNotWaitedFor() throws Exception {
    var first = lanes.turn(message("1", "a"), 1);
    first.settling(new Retried(HOUR, new IOException("not yet")));

    finish(first, COMPLETED);

    assertThat(lanes.turn(message("2", "a"), 1).await()).isEmpty();
  }

  @Test
  void whoWaitedHereForLongIsPutOffAndKeepsItsPlace() throws Exception {
    var impatient =
        new Lanes(
            Optional.of(message -> message.body().utf8()), 2, now::get, Duration.ofMillis(20));
    var slow = impatient.turn(message("1", "a"), 1);
    var second = impatient.turn(message("2", "a"), 1);
    var third = impatient.turn(message("3", "a"), 1);
    assertThat(slow.await()).isEmpty();

    var putOff = second.await();

    assertThat(putOff).contains(PUT_OFF);
    finish(second, new OutOfTurn(putOff.orElseThrow()));
    finish(slow, COMPLETED);
    assertThat(third.await()).as("behind the second").contains(PUT_OFF);
    assertThat(impatient.turn(message("2", "a"), 1).await()).isEmpty();
  }

  @Test
  void aSystemClockThatIsSetMovesNobody() {
    var steady = Lanes.steady(InstantSource.system());

    assertThat(steady.instant()).isBeforeOrEqualTo(steady.instant());
    assertThat(Duration.between(steady.instant(), Instant.now()).abs())
        .as("not the time of day, which may be set")
        .isGreaterThan(Duration.ofDays(365));
    InstantSource virtual = now::get;
    assertThat(Lanes.steady(virtual)).isSameAs(virtual);
  }

  @Test
  void theLongerTheLaneTheLongerItsEndIsPutOff() throws Exception {
    var slow = lanes.turn(message("0", "a"), 1);
    assertThat(slow.await()).isEmpty();
    now.set(Instant.EPOCH.plusMillis(100));
    for (var id = 1; id <= 100; id++) {
      var behind = lanes.turn(message("" + id, "a"), 1);
      if (id > 2) {
        finish(behind, new Snoozed(behind.await().orElseThrow(), "not its turn"));
      }
    }
    finish(slow, COMPLETED);

    var last = lanes.turn(message("100", "a"), 1).await().orElseThrow();

    assertThat(last).isBetween(Duration.ofSeconds(2), Duration.ofSeconds(10));
  }

  @Test
  void whatTheKeyThrowsIsThrownToTheMessageItself() {
    var broken =
        new Lanes(
            Optional.of(
                _ -> {
                  throw new StackOverflowError("deep");
                }),
            1,
            now::get);

    var turn = broken.turn(message("1", "a"), 1);

    assertThatThrownBy(turn::await).isInstanceOf(StackOverflowError.class).hasMessage("deep");
    finish(turn, COMPLETED);
  }

  @Test
  void aKeyThatIsNullIsAnErrorOfItsMessage() {
    var nullKey = new Lanes(Optional.of(message -> message.headers().get("account")), 1, now::get);

    assertThatThrownBy(nullKey.turn(message("1", "a"), 1)::await)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "expected orderedBy to return a key for every message, got: null; an empty one stands"
                + " for no order");
  }

  @Test
  void nothingIsKeptOfKeysThatAreDone() throws Exception {
    for (var key = 0; key < 1000; key++) {
      var turn = lanes.turn(message("1", "key " + key), 1);
      assertThat(turn.await()).isEmpty();
      finish(turn, COMPLETED);
    }

    assertThat(lanes.size()).isZero();
  }

  private void at(long second) {
    now.set(Instant.EPOCH.plusSeconds(second));
  }

  /// Comes at `second`, and is put off.
  private Optional<Duration> comeBackToBePutOff(long second) throws InterruptedException {
    at(second);
    var turn = lanes.turn(message("2", "a"), 1);
    var putOff = turn.await();
    finish(turn, new OutOfTurn(putOff.orElseThrow()));
    return putOff;
  }

  private void putOffAndBack(Message message, int count, long second) {
    finish(lanes.turn(message, 1), new Snoozed(SECOND, "not ready"));
    at(second);
    finish(lanes.turn(message, count), COMPLETED);
  }

  private static Message urgent(String id) {
    return message(id, "b").withHeader(Message.PRIORITY, Message.URGENT);
  }

  private static void finish(Turn turn, Outcome outcome) {
    turn.settling(outcome);
    turn.end();
  }

  /// A thread that ends when it is `turn`'s turn, and is known to wait for that.
  private static Thread waitFor(Turn turn) {
    var thread =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    assertThat(turn.await()).isEmpty();
                  } catch (InterruptedException ending) {
                    Thread.currentThread().interrupt();
                  }
                });
    await().until(() -> thread.getState() == Thread.State.TIMED_WAITING);
    return thread;
  }

  private static Message message(String id, String key) {
    return Message.of(id, "do.thing", Body.utf8(key), Instant.EPOCH);
  }
}
