package dev.tributary;

import static dev.tributary.RetryPolicy.atMost;
import static dev.tributary.RetryPolicy.forever;
import static dev.tributary.RetryPolicy.never;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tributary.Message.FailedAttempt;
import dev.tributary.RetryPolicy.Schedule;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/// Whether and when there is another attempt.
class RetryPolicyTest {
  private static final Instant SENT = Instant.parse("2026-01-31T12:00:00Z");
  private static final RandomGenerator RANDOM = RandomGenerator.getDefault();

  @Test
  void theStandardTriesFiveTimesDoublingTheDelay() {
    var delays = delays(RetryPolicy.standard(), new IOException());

    assertThat(delays).hasSize(4);
    for (var retry = 0; retry < 4; retry++) {
      var expected = Duration.ofSeconds(1L << retry);
      assertThat(delays.get(retry))
          .isBetween(
              expected.multipliedBy(8).dividedBy(10), expected.multipliedBy(12).dividedBy(10));
    }
  }

  @Test
  void theStandardTriesAnInvalidMessageOnce() {
    var invalid = new InvalidMessageException("no order", List.of());

    assertThat(delays(RetryPolicy.standard(), invalid)).isEmpty();
  }

  @Test
  void theMostSpecificTypeDecidesWhateverTheOrder() {
    var policy =
        RetryPolicy.standard()
            .on(FileNotFoundException.class, atMost(4))
            .on(IOException.class, never())
            .on(Exception.class, atMost(2));

    assertThat(delays(policy, new FileNotFoundException())).hasSize(3);
    assertThat(delays(policy, new IOException())).isEmpty();
    assertThat(delays(policy, new IllegalStateException())).hasSize(1);
    assertThat(delays(policy, new StackOverflowError())).as("the standard's").hasSize(4);
  }

  @Test
  void theFirstAttemptCounts() {
    assertThat(delays(of(atMost(3)), new IOException())).hasSize(2);
    assertThat(delays(of(never()), new IOException())).isEmpty();
  }

  @Test
  void foreverHasNoEnd() {
    var delay =
        of(forever()).delay(new IOException(), attempt(1_000_000), daysLater(10_000), RANDOM);

    assertThat(delay).isPresent();
  }

  @Test
  void theDelayGrowsByTheFactorUpToTheLongest() {
    var schedule =
        new Schedule(6, Duration.ofDays(1), Duration.ofSeconds(2), 3, Duration.ofSeconds(50), 0);

    assertThat(delays(of(schedule), new IOException()))
        .extracting(Duration::toSeconds)
        .containsExactly(2L, 6L, 18L, 50L, 50L);
  }

  @Test
  void aFactorOfOneKeepsTheDelayAndADelayOfNoneRetriesAtOnce() {
    var same = new Schedule(4, Duration.ofDays(1), Duration.ofSeconds(2), 1, Duration.ofDays(1), 0);
    var none = atMost(3).startingWith(Duration.ZERO);

    assertThat(delays(of(same), new IOException())).containsOnly(Duration.ofSeconds(2)).hasSize(3);
    assertThat(delays(of(none), new IOException())).containsOnly(Duration.ZERO).hasSize(2);
  }

  @Test
  void jitterMakesTheDelayLongerOrShorterByItsShareAtMost() {
    var schedule = atMost(2).startingWith(Duration.ofSeconds(10)).jitteredBy(0.5);

    assertThat(delay(schedule, 0.0)).contains(Duration.ofSeconds(5));
    assertThat(delay(schedule, 0.5)).contains(Duration.ofSeconds(10));
    assertThat(delay(schedule, Math.nextDown(1.0))).contains(Duration.ofSeconds(15));
  }

  @Test
  void whicheverLimitIsReachedFirstEndsIt() {
    var policy = of(atMost(3).forUpTo(Duration.ofDays(2)));

    assertThat(policy.delay(new IOException(), attempt(2), daysLater(1), RANDOM)).isPresent();
    assertThat(policy.delay(new IOException(), attempt(2), daysLater(2), RANDOM)).isEmpty();
    assertThat(policy.delay(new IOException(), attempt(3), daysLater(0), RANDOM)).isEmpty();
  }

  @Test
  void whatLayInTheQueueForLongIsNotTooOldForASecondAttempt() {
    var policy = of(atMost(3).forUpTo(Duration.ofHours(1)));

    assertThat(policy.delay(new IOException(), attempt(1), daysLater(30), RANDOM)).isPresent();
    assertThat(policy.delay(new IOException(), attempt(2), daysLater(30), RANDOM)).isEmpty();
  }

  @Test
  void whatIsSentOnAfterAMonthIsTriedAsOftenAsWhatIsNew() {
    var policy = of(atMost(3).forUpTo(Duration.ofHours(1)));
    var firstFailure = daysLater(30);

    var again = attempt(2, firstFailure);

    assertThat(policy.delay(new IOException(), again, firstFailure.plusSeconds(60), RANDOM))
        .isPresent();
  }

  @Test
  void whoMustNotGiveUpDoesNot() {
    var policy = RetryPolicy.neverGivingUp();

    assertThat(policy.delay(new IOException(), attempt(1_000), daysLater(1_000), RANDOM))
        .isPresent();
    assertThat(policy.longestSnooze()).isGreaterThan(Duration.ofDays(3_650));
  }

  @Test
  void aScheduleThatMakesNoSenseIsRefused() {
    var day = Duration.ofDays(1);

    assertThatIllegalArgumentException().isThrownBy(() -> atMost(0)).withMessageContaining("got");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> atMost(2).startingWith(Duration.ofSeconds(-1)))
        .withMessageContaining("first delay PT-1S");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Schedule(2, day, Duration.ZERO, 0.5, day, 0))
        .withMessageContaining("factor 0.5");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> atMost(2).jitteredBy(1.1))
        .withMessageContaining("jitter 1.1");
  }

  private static RetryPolicy of(Schedule schedule) {
    return RetryPolicy.standard().on(Throwable.class, schedule);
  }

  /// The delays between the attempts of a message that fails with `failure` each time.
  private static List<Duration> delays(RetryPolicy policy, Throwable failure) {
    var delays = new ArrayList<Duration>();
    for (var attempt = 1; attempt < 100; attempt++) {
      var delay = policy.delay(failure, attempt(attempt), SENT, RANDOM);
      if (delay.isEmpty()) {
        return delays;
      }
      delays.add(delay.get());
    }
    throw new AssertionError("expected an end, found none after " + delays.size() + " retries");
  }

  private static Optional<Duration> delay(Schedule schedule, double random) {
    RandomGenerator fixed =
        new RandomGenerator() {
          @Override
          public long nextLong() {
            throw new UnsupportedOperationException("only one number is known");
          }

          @Override
          public double nextDouble() {
            return random;
          }
        };
    return of(schedule).delay(new IOException(), attempt(1), SENT, fixed);
  }

  private static Message attempt(int number) {
    return attempt(number, SENT);
  }

  private static Message attempt(int number, Instant firstFailure) {
    var first = Message.of("id", "do.thing", Body.utf8("x"), SENT);
    return new Message(
        first.id(),
        first.jobId(),
        first.ancestorIds(),
        first.originatedAt(),
        first.routingKey(),
        number,
        number == 1 ? List.of() : List.of(new FailedAttempt(firstFailure, "no answer")),
        first.history(),
        first.headers(),
        first.body());
  }

  private static Instant daysLater(int days) {
    return SENT.plus(Duration.ofDays(days));
  }
}
