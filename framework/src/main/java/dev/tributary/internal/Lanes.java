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
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Lets messages of the same key go one after the other, in the order in which they were received
/// first.
///
/// A few of them wait here for their predecessor; all others, and those behind one that waits to be
/// tried again, are put off in the broker and remembered by their place, so that they hold nobody
/// up. Those places are kept in memory, a hundred bytes each: they end with the process.
final class Lanes {
  /// How soon one that was put off comes back, if nothing better is known.
  private static final Duration PUT_OFF = Duration.ofMillis(200);

  /// How long those at the end of a long lane are put off, at most: the turns before theirs may be
  /// shorter than was thought.
  private static final Duration LONGEST = Duration.ofSeconds(5);

  /// How long after its time a message that was put off is waited for. It may have gone to another
  /// process that consumes the same queue, or have been removed from it.
  private static final Duration GRACE = Duration.ofMinutes(1);

  private static final int TURNS_BETWEEN_SWEEPS = 10_000;

  private final Optional<Function<Message, String>> key;
  private final InstantSource clock;
  private final int waitingHere;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, Lane> lanes = new HashMap<>();
  private int turns;

  /// @param waitingHere how many of one key may wait in this process for their turn
  Lanes(Optional<Function<Message, String>> key, int waitingHere, InstantSource clock) {
    this.key = key;
    this.waitingHere = waitingHere;
    this.clock = clock;
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
  Turn turn(Message message) {
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
      return name.isEmpty() ? AT_ONCE : new InLane(name, message.id());
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
      var overdue = clock.instant().minus(GRACE);
      lanes.values().forEach(lane -> lane.forgetDueBefore(overdue));
      lanes.values().removeIf(Lane::isEmpty);
    }
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
    private final Lane lane;
    private final Lane.Place place;
    private final CountDownLatch ended = new CountDownLatch(1);
    private Optional<Instant> startedAt = Optional.empty();

    InLane(String name, String id) {
      this.name = name;
      this.id = id;
      lock.lock();
      try {
        sweep();
        lane = lanes.computeIfAbsent(name, _ -> new Lane());
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
          lane.forgetDueBefore(clock.instant().minus(GRACE));
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
        predecessor.await();
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
        case Completed _, Aborted _, DeadLettered _ -> {}
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
        lane.putOff(place, id, clock.instant().plus(delay));
      } finally {
        lock.unlock();
      }
    }

    /// A delivery that was interrupted because its connection was lost may be here again already.
    private void comeBackAtOnce() {
      lock.lock();
      try {
        if (!lane.isHereAgain(place, id)) {
          lane.putOff(place, id, clock.instant());
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
