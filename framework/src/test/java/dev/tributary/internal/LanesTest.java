package dev.tributary.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.tributary.Body;
import dev.tributary.Message;
import dev.tributary.Outcome;
import dev.tributary.Outcome.Completed;
import dev.tributary.Outcome.Interrupted;
import dev.tributary.Outcome.Snoozed;
import dev.tributary.internal.Lanes.Turn;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class LanesTest {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration PUT_OFF = Duration.ofMillis(200);
  private static final Outcome COMPLETED = new Completed(List.of(), List.of());
  private static final Outcome INTERRUPTED = new Interrupted(new InterruptedException());

  private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
  private final Lanes lanes = new Lanes(Optional.of(message -> message.body().utf8()), 2, now::get);

  @Test
  void whereThereIsNoOrderEveryTurnIsAtOnce() throws Exception {
    var unordered = new Lanes(Optional.empty(), 1, now::get);

    assertThat(unordered.turn(message("1", "a")).await()).isEmpty();
    assertThat(unordered.turn(message("2", "a")).await()).isEmpty();
    assertThat(lanes.turn(message("1", "")).await()).isEmpty();
    assertThat(lanes.turn(message("2", "")).await()).isEmpty();
    assertThat(lanes.size()).isZero();
  }

  @Test
  void eachOfAKeyWaitsForTheOneBeforeItAndNotForOtherKeys() throws Exception {
    var first = lanes.turn(message("1", "a"));
    var second = lanes.turn(message("2", "a"));
    assertThat(first.await()).isEmpty();
    assertThat(lanes.turn(message("3", "b")).await()).isEmpty();
    var waiting = waitFor(second);

    finish(first, COMPLETED);

    waiting.join();
  }

  @Test
  void moreThanMayWaitHereArePutOff() throws Exception {
    for (var id = 1; id <= 3; id++) {
      var _ = lanes.turn(message("" + id, "a"));
    }

    assertThat(lanes.turn(message("4", "a")).await()).contains(PUT_OFF);
  }

  @Test
  void thoseBehindOneThatIsAwayArePutOffUntilItIsDue() throws Exception {
    finish(lanes.turn(message("1", "a")), new Snoozed(HOUR, "not ready"));

    assertThat(lanes.turn(message("2", "a")).await()).contains(HOUR);
  }

  @Test
  void whoComesBackHasItsPlace() throws Exception {
    finish(lanes.turn(message("1", "a")), new Snoozed(HOUR, "not ready"));
    var second = lanes.turn(message("2", "a"));
    finish(second, new Snoozed(second.await().orElseThrow(), "not its turn"));

    var first = lanes.turn(message("1", "a"));
    var third = lanes.turn(message("3", "a"));

    assertThat(first.await()).isEmpty();
    assertThat(third.await()).as("behind the second, which is away").contains(HOUR);
    finish(first, COMPLETED);
    second = lanes.turn(message("2", "a"));
    assertThat(second.await()).isEmpty();
  }

  @Test
  void whoIsBackBeforeItsSettlementEndedHasItsPlace() throws Exception {
    var first = lanes.turn(message("1", "a"));
    assertThat(first.await()).isEmpty();
    first.settling(new Snoozed(Duration.ZERO, "not ready"));
    var again = lanes.turn(message("1", "a"));
    first.end();

    assertThat(again.await()).isEmpty();
    finish(again, COMPLETED);
    assertThat(lanes.size()).as("nobody is waited for").isZero();
  }

  @Test
  void whoIsDeliveredAgainWhileItIsHereComesRightBehindItself() throws Exception {
    var first = lanes.turn(message("1", "a"));
    var second = lanes.turn(message("2", "a"));
    var firstAgain = lanes.turn(message("1", "a"));
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
    finish(lanes.turn(message("1", "a")), INTERRUPTED);

    var second = lanes.turn(message("2", "a"));

    assertThat(second.await()).contains(PUT_OFF);
    assertThat(lanes.turn(message("1", "a")).await()).isEmpty();
  }

  @Test
  void whoDoesNotComeBackIsForgottenAfterAMinute() throws Exception {
    finish(lanes.turn(message("1", "a")), new Snoozed(HOUR, "not ready"));

    now.set(Instant.EPOCH.plus(HOUR).plusSeconds(59));
    var second = lanes.turn(message("2", "a"));
    assertThat(second.await()).contains(PUT_OFF);
    finish(second, new Snoozed(PUT_OFF, "not its turn"));
    now.set(Instant.EPOCH.plus(HOUR).plusSeconds(61));

    assertThat(lanes.turn(message("2", "a")).await()).isEmpty();
  }

  @Test
  void theLongerTheLaneTheLongerItsEndIsPutOff() throws Exception {
    var slow = lanes.turn(message("0", "a"));
    assertThat(slow.await()).isEmpty();
    now.set(Instant.EPOCH.plusMillis(100));
    for (var id = 1; id <= 100; id++) {
      var behind = lanes.turn(message("" + id, "a"));
      if (id > 2) {
        finish(behind, new Snoozed(behind.await().orElseThrow(), "not its turn"));
      }
    }
    finish(slow, COMPLETED);

    var last = lanes.turn(message("100", "a")).await().orElseThrow();

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

    var turn = broken.turn(message("1", "a"));

    assertThatThrownBy(turn::await).isInstanceOf(StackOverflowError.class).hasMessage("deep");
    finish(turn, COMPLETED);
  }

  @Test
  void aKeyThatIsNullIsAnErrorOfItsMessage() {
    var nullKey = new Lanes(Optional.of(message -> message.headers().get("account")), 1, now::get);

    assertThatThrownBy(nullKey.turn(message("1", "a"))::await)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "expected orderedBy to return a key for every message, got: null; an empty one stands"
                + " for no order");
  }

  @Test
  void nothingIsKeptOfKeysThatAreDone() throws Exception {
    for (var key = 0; key < 1000; key++) {
      var turn = lanes.turn(message("1", "key " + key));
      assertThat(turn.await()).isEmpty();
      finish(turn, COMPLETED);
    }

    assertThat(lanes.size()).isZero();
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
    await().until(() -> thread.getState() == Thread.State.WAITING);
    return thread;
  }

  private static Message message(String id, String key) {
    return Message.of(id, "do.thing", Body.utf8(key), Instant.EPOCH);
  }
}
