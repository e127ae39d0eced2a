package dev.tributary.internal;

import dev.tributary.Message;
import dev.tributary.Outcome;
import dev.tributary.Outcome.Aborted;
import dev.tributary.Outcome.Completed;
import dev.tributary.Outcome.DeadLettered;
import dev.tributary.Outcome.Interrupted;
import dev.tributary.Outcome.OutOfTurn;
import dev.tributary.Outcome.Retried;
import dev.tributary.Outcome.Snoozed;
import dev.tributary.Outcome.Unavailable;
import dev.tributary.internal.Lane.Away;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Lets messages of the same key go one after the other, in the order in which they were received
/// first.
///
/// A few of them wait here for their predecessor; all others, and those behind one that waits to be
/// tried again, are put off in the broker and remembered by their place, so that they hold nobody
/// up. Those places are kept in memory, a hundred bytes each: they end with the process.
///
/// What was put off comes back behind all that waits in the queue by then, however long that takes.
/// Queues are handed over in their order: once one is back, so is all that was in the queue when it
/// was put off. Who is not then has gone, to another process or for good.
final class Lanes {
  /// How soon one that was put off comes back, if nothing better is known.
  private static final Duration PUT_OFF = Duration.ofMillis(200);

  /// How long those at the end of a long lane are put off, at most: the turns before theirs may be
  /// shorter than was thought.
  private static final Duration LONGEST = Duration.ofSeconds(5);

  /// How much later than it is due a message may come into its queue: as much as its delay, since a
  /// broker may let it wait behind another one that is due later.
  private static final Duration LEAST_GRACE = Duration.ofMinutes(1);

  private static final Duration MOST_GRACE = Duration.ofMinutes(70);

  /// How long after that it is waited for, if nobody tells of it.
  private static final Duration EVER = Duration.ofDays(7);

  /// How long a delivery may be held here to wait: a broker takes one back that nobody settles.
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private static final int TURNS_BETWEEN_SWEEPS = 10_000;

  private final Optional<Function<Message, String>> key;
  private final InstantSource clock;
  private final int waitingHere;
  private final Duration patience;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, Lane> lanes = new HashMap<>();
  private int turns;

  /// All that was in the queue by then is here by now, or gone.
  private Instant handedOver = Instant.MIN;

  /// The same of what is urgent.
  private Instant urgentHandedOver = Instant.MIN;

  /// @param waitingHere how many of one key may wait in this process for their turn
  Lanes(Optional<Function<Message, String>> key, int waitingHere, InstantSource clock) {
    this(key, waitingHere, steady(clock), PATIENCE);
  }

  /// @param clock that does not step
  /// @param patience how long one may wait in this process for its turn
  Lanes(
      Optional<Function<Message, String>> key,
      int waitingHere,
      InstantSource clock,
      Duration patience) {
    this.key = key;
    this.waitingHere = waitingHere;
    this.clock = clock;
    this.patience = patience;
  }

  /// `clock`, or instead of the system's one that does not step when that is set: whoever is due
  /// would be waited for as long as the step.
  static InstantSource steady(InstantSource clock) {
    return clock.equals(InstantSource.system())
        ? () -> Instant.EPOCH.plusNanos(System.nanoTime())
        : clock;
  }

  /// A message's place in its lane.
  interface Turn {
    /// Waits until it is this message's turn.
    ///
    /// @return empty then; or for how long to put the message off
    Optional<Duration> await() throws InterruptedException;

    /// Called before the delivery is settled: a message that is going to come back keeps its place.
    void settling(Outcome outcome);

    /// Ends the turn, whether or not the delivery is settled.
    void end();
  }

  private static final Turn AT_ONCE =
      new Turn() {
        @Override
        public Optional<Duration> await() {
          return Optional.empty();
        }

        @Override
        public void settling(Outcome outcome) {}

        @Override
        public void end() {}
      };

  /// The turn of `message`. Called in the order of receipt. If its key cannot be had, waiting for
  /// the turn throws what was thrown, so that it becomes a failure of this message.
  ///
  /// @param count of its deliveries, this one included
  Turn turn(Message message, int count) {
    if (key.isEmpty()) {
      return AT_ONCE;
    }
    try {
      @Nullable String name = key.get().apply(message);
      if (name == null) {
        throw new IllegalArgumentException(
            "expected orderedBy to return a key for every message, got: null; an empty one stands"
                + " for no order");
      }
      return name.isEmpty() ? AT_ONCE : new InLane(name, message, count);
    } catch (RuntimeException | Error noKey) {
      return new NoKey(noKey);
    }
  }

  /// How many keys are known: those of which somebody is not done yet.
  int size() {
    lock.lock();
    try {
      return lanes.size();
    } finally {
      lock.unlock();
    }
  }

  private void sweep() {
    if (++turns % TURNS_BETWEEN_SWEEPS == 0) {
      var ever = clock.instant().minus(EVER);
      lanes.values().forEach(lane -> lane.forget(each -> isGone(each) || isDueBefore(each, ever)));
      lanes.values().removeIf(Lane::isEmpty);
    }
  }

  private static boolean isDueBefore(Away away, Instant instant) {
    return away.overdue().isBefore(instant);
  }

  /// Whether it would be here by now.
  private boolean isGone(Away away) {
    return isDueBefore(away, away.urgent() ? urgentHandedOver : handedOver);
  }

  /// What it tells that `back` is here. One that comes before its time is another message of the
  /// same id, and one that was delivered before may have been given back to the head of the queue.
  private void learnFrom(Away back, int count) {
    if (!back.last() || count > 1 || clock.instant().isBefore(back.due())) {
      return;
    }
    urgentHandedOver = later(urgentHandedOver, back.since());
    if (!back.urgent()) {
      handedOver = later(handedOver, back.since());
    }
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  /// @param cause a [RuntimeException] or an [Error]
  private record NoKey(Throwable cause) implements Turn {
    @Override
    public Optional<Duration> await() {
      if (cause instanceof Error error) {
        throw error;
      }
      throw (RuntimeException) cause;
    }

    @Override
    public void settling(Outcome outcome) {}

    @Override
    public void end() {}
  }

  private final class InLane implements Turn {
    private final String name;
    private final String id;
    private final boolean urgent;
    private final Lane lane;
    private final Lane.Place place;
    private final CountDownLatch ended = new CountDownLatch(1);
    private Optional<Instant> startedAt = Optional.empty();
    private boolean comesBack;

    InLane(String name, Message message, int count) {
      this.name = name;
      this.id = message.id();
      this.urgent = message.isUrgent();
      lock.lock();
      try {
        sweep();
        lane = lanes.computeIfAbsent(name, _ -> new Lane());
        lane.away(id).ifPresent(back -> learnFrom(back, count));
        place = lane.enter(id, ended);
      } finally {
        lock.unlock();
      }
    }

    @Override
    public Optional<Duration> await() throws InterruptedException {
      while (true) {
        CountDownLatch predecessor;
        lock.lock();
        try {
          lane.forget(Lanes.this::isGone);
          var away = lane.dueBefore(place);
          var before = lane.hereBefore(place);
          if (away.isPresent()) {
            return Optional.of(notBefore(Duration.between(clock.instant(), away.get())));
          }
          if (before.isEmpty()) {
            startedAt = Optional.of(clock.instant());
            return Optional.empty();
          }
          if (before.size() > waitingHere) {
            return Optional.of(notBefore(Duration.ZERO));
          }
          predecessor = before.lastEntry().getValue().ended();
        } finally {
          lock.unlock();
        }
        if (!predecessor.await(patience.toNanos(), TimeUnit.NANOSECONDS)) {
          return Optional.of(notBefore(Duration.ZERO));
        }
      }
    }

    /// Not before the one that all wait for, nor long before those have had their turns that come
    /// first. Whoever is back too early is put off once more: half of the way each time.
    private Duration notBefore(Duration due) {
      var queued = lane.turn().multipliedBy(lane.distance(place)).dividedBy(2);
      var spread = queued.compareTo(LONGEST) < 0 ? queued : LONGEST;
      var wait = due.isNegative() ? spread : due.plus(spread);
      return wait.compareTo(PUT_OFF) > 0 ? wait : PUT_OFF;
    }

    @Override
    public void settling(Outcome outcome) {
      switch (outcome) {
        case Completed _, Aborted _, DeadLettered _ -> stayAway();
        case Retried(var delay, _) -> comeBackAfter(delay);
        case Snoozed(var delay, _) -> comeBackAfter(delay);
        case Unavailable(var delay, _) -> comeBackAfter(delay);
        case OutOfTurn(var delay) -> comeBackAfter(delay);
        case Interrupted _ -> comeBackAtOnce();
      }
    }

    private void comeBackAfter(Duration delay) {
      lock.lock();
      try {
        lane.putOff(place, away(delay, true));
        comesBack = true;
      } finally {
        lock.unlock();
      }
    }

    private Away away(Duration delay, boolean last) {
      var now = clock.instant();
      var due = now.plus(delay);
      var grace = delay.compareTo(LEAST_GRACE) > 0 ? delay : LEAST_GRACE;
      var overdue = due.plus(grace.compareTo(MOST_GRACE) < 0 ? grace : MOST_GRACE);
      return new Away(id, now, due, overdue, urgent, last);
    }

    /// It was to come back, and could not be put back.
    private void stayAway() {
      if (comesBack) {
        lock.lock();
        try {
          lane.forget(place, id);
        } finally {
          lock.unlock();
        }
      }
    }

    /// A delivery that was interrupted because its connection was lost may be here again already.
    private void comeBackAtOnce() {
      lock.lock();
      try {
        if (!lane.isHereAgain(place, id)) {
          lane.putOff(place, away(Duration.ZERO, false));
          comesBack = true;
        }
      } finally {
        lock.unlock();
      }
    }

    @Override
    public void end() {
      lock.lock();
      try {
        startedAt.ifPresent(start -> lane.tookTurn(Duration.between(start, clock.instant())));
        lane.leave(place, ended);
        ended.countDown();
        if (lane.isEmpty()) {
          lanes.remove(name, lane);
        }
      } finally {
        lock.unlock();
      }
    }
  }
}
