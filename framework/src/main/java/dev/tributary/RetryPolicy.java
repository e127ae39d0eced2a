package dev.tributary;

import dev.tributary.internal.Lineage;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// Which failures are worth another attempt, how often and when.
///
/// Reads as a sentence:
///
///     RetryPolicy.standard()
///         .on(SocketTimeoutException.class, atMost(20).forUpTo(Duration.ofDays(1)))
///         .on(SchemaException.class, never())
///
/// Of the types that a failure is an instance of, the most specific decides. Immutable.
public final class RetryPolicy {
  /// How long a message may be snoozed in all, by the standard policy.
  public static final Duration STANDARD_SNOOZE = Duration.ofDays(7);

  private static final Duration AGES = Duration.ofDays(36_500);

  /// How deep an exception is looked into.
  private static final int CAUSES = 8;

  /// How long an application pauses at most before it tries again.
  private static final Duration PAUSE = Duration.ofMinutes(1);

  private final Map<Class<? extends Throwable>, Schedule> schedules;
  private final Duration longestSnooze;

  private RetryPolicy(Map<Class<? extends Throwable>, Schedule> schedules, Duration longestSnooze) {
    this.schedules = schedules;
    this.longestSnooze = longestSnooze;
  }

  /// Everything is tried 5 times within a day, after 1, 2, 4 and 8 seconds or a little more or
  /// less; an [InvalidMessageException] only once; an [UnavailableException] pauses the
  /// application. Snoozed for up to [#STANDARD_SNOOZE].
  public static RetryPolicy standard() {
    return new RetryPolicy(
        Map.of(
            Throwable.class,
            atMost(5),
            InvalidMessageException.class,
            never(),
            DeliveryLimitException.class,
            never(),
            UnavailableException.class,
            pause()),
        STANDARD_SNOOZE);
  }

  /// As often and as long as it takes, whatever the failure, and also while something is away: for
  /// what must not give up, since others rely on it.
  public static RetryPolicy neverGivingUp() {
    return standard().on(Throwable.class, forever()).snoozedForUpTo(AGES);
  }

  /// This policy, with `schedule` for failures of `type` and of its subtypes.
  public RetryPolicy on(Class<? extends Throwable> type, Schedule schedule) {
    var more = new LinkedHashMap<>(schedules);
    more.put(type, schedule);
    return new RetryPolicy(more, longestSnooze);
  }

  /// This policy, with messages snoozed for `longest` at most, from the first [Snooze] to the last;
  /// one that is to be snoozed beyond that is set aside.
  public RetryPolicy snoozedForUpTo(Duration longest) {
    return new RetryPolicy(schedules, longest);
  }

  /// How long a message may be snoozed in all.
  public Duration longestSnooze() {
    return longestSnooze;
  }

  /// At most `attempts` attempts in all, the first one included.
  public static Schedule atMost(int attempts) {
    return new Schedule(
        attempts, Duration.ofDays(1), Duration.ofSeconds(1), 2, Duration.ofMinutes(10), 0.2);
  }

  /// As often as it takes.
  public static Schedule forever() {
    return atMost(Integer.MAX_VALUE).forUpTo(AGES);
  }

  /// It says that something is away that the application depends on, as [UnavailableException]
  /// does: no attempt is counted, and the application pauses until a message goes through, after a
  /// second at first and a minute at most. How long a message may wait in all is that of a snooze.
  public static Schedule pause() {
    return new Schedule(
        Integer.MAX_VALUE, Duration.ofDays(1), Duration.ofSeconds(1), 2, PAUSE, 0.2, true);
  }

  /// One attempt only.
  public static Schedule never() {
    return atMost(1);
  }

  /// The delay before the next attempt of `message`, which failed with `cause`; empty when there is
  /// none to be.
  public Optional<Duration> delay(
      Throwable cause, Message message, Instant now, RandomGenerator random) {
    var schedule = scheduleFor(cause.getClass());
    var since = Lineage.failingSince(message).orElse(now);
    var tooOld = Duration.between(since, now).compareTo(schedule.age()) >= 0;
    if (message.attempt() >= schedule.attempts() || tooOld) {
      return Optional.empty();
    }
    return Optional.of(schedule.delayAfter(message.attempt(), random));
  }

  /// Whether `cause`, or what it was caused by, says that something is away rather than that the
  /// message failed; the schedule then says for how long to pause.
  public Optional<Schedule> pauseFor(Throwable cause) {
    for (var type : List.of(cause.getClass(), rootUnavailable(cause))) {
      var schedule = scheduleFor(type);
      if (schedule.pausing()) {
        return Optional.of(schedule);
      }
    }
    return Optional.empty();
  }

  /// What callbacks wrap, such as in an `ExecutionException`, counts all the same.
  private static Class<?> rootUnavailable(Throwable failure) {
    var cause = failure;
    for (var depth = 0; cause != null && depth < CAUSES; depth++, cause = cause.getCause()) {
      if (cause instanceof UnavailableException) {
        return cause.getClass();
      }
    }
    return failure.getClass();
  }

  private Schedule scheduleFor(Class<?> type) {
    for (Class<?> candidate = type; candidate != null; candidate = candidate.getSuperclass()) {
      var schedule = schedules.get(candidate);
      if (schedule != null) {
        return schedule;
      }
    }
    throw new IllegalStateException("a retry policy has a schedule for every Throwable");
  }

  /// How often, how long and how far apart.
  ///
  /// @param attempts in all, the first one included
  /// @param age how long after its first failure a message is still tried again; how long it lay in
  ///   a queue before does not count
  /// @param first delay after the first attempt
  /// @param factor by which each delay is longer than the one before it
  /// @param longest no delay is longer
  /// @param jitter share of the delay by which it is made longer or shorter at random, 0 to 1
  /// @param pausing whether the application pauses, and no attempt is counted
  public record Schedule(
      int attempts,
      Duration age,
      Duration first,
      double factor,
      Duration longest,
      double jitter,
      boolean pausing) {

    /// A schedule of attempts.
    public Schedule(
        int attempts,
        Duration age,
        Duration first,
        double factor,
        Duration longest,
        double jitter) {
      this(attempts, age, first, factor, longest, jitter, false);
    }

    public Schedule {
      if (attempts < 1 || factor < 1 || jitter < 0 || jitter > 1 || first.isNegative()) {
        throw new IllegalArgumentException(
            "expected attempts ≥ 1, factor ≥ 1, jitter from 0 to 1 and a delay, got: attempts "
                + attempts
                + ", factor "
                + factor
                + ", jitter "
                + jitter
                + ", first delay "
                + first);
      }
    }

    public Schedule forUpTo(Duration newAge) {
      return new Schedule(attempts, newAge, first, factor, longest, jitter, pausing);
    }

    public Schedule startingWith(Duration newFirst) {
      return new Schedule(attempts, age, newFirst, factor, longest, jitter, pausing);
    }

    public Schedule atLongest(Duration newLongest) {
      return new Schedule(attempts, age, first, factor, newLongest, jitter, pausing);
    }

    public Schedule jitteredBy(double newJitter) {
      return new Schedule(attempts, age, first, factor, longest, newJitter, pausing);
    }

    /// The delay after `attempt` failures in a row, 1 for the first.
    public Duration delayAfter(int attempt, RandomGenerator random) {
      var exponential = (double) first.toMillis() * Math.pow(factor, attempt - 1.0);
      var capped = Math.min(exponential, (double) longest.toMillis());
      var jittered = capped * (1 + jitter * (2 * random.nextDouble() - 1));
      return Duration.ofMillis(Math.round(jittered));
    }
  }
}
