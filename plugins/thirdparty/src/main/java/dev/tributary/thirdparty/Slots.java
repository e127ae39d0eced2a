package dev.tributary.thirdparty;

import dev.tributary.Snooze;
import dev.tributary.database.Database;
import java.time.Duration;
import org.jdbi.v3.core.Handle;

/// Shares the calls that a third party allows among all processes: each call reserves its slot in
/// one row of the database (the generic cell rate algorithm of ITU-T I.371, without any burst). By
/// the database's clock, so that processes on several machines agree.
///
/// A slot that is missed, because this process or the database was slow, is lost rather than used
/// late: late calls would arrive together. So is one of which nobody knows when it is, because the
/// database took long to tell its time.
final class Slots {
  private static final int LOST_AT_MOST = 3;
  private static final Duration AFTER_LOST = Duration.ofSeconds(2);

  private final Database database;
  private final String party;
  private final long interval;

  /// How far ahead a slot is at least, and by how much it may be missed: half of the slack each, so
  /// that the other half is left for the way to the third party.
  private final Duration margin;

  private sealed interface Reservation {
    /// A slot whose time is known by [System#nanoTime] as well as the database could be asked for
    /// its own.
    ///
    /// @param due not before the slot
    /// @param latest not after it has been missed
    record Reserved(long due, long latest) implements Reservation {}

    record TooFar(Duration delay) implements Reservation {}
  }

  Slots(Database database, String party, Rate rate) {
    this.database = database;
    this.party = party;
    this.interval = micros(rate.interval());
    this.margin = rate.slack().dividedBy(2);
  }

  /// Returns when it is time for one call.
  ///
  /// @param patience how long to wait for it here
  /// @throws Snooze if it would be longer; nothing is reserved then
  void await(Duration patience) throws InterruptedException {
    for (var lost = 0; lost < LOST_AT_MOST; lost++) {
      switch (database.write(transaction -> reserve(transaction, patience))) {
        case Reservation.Reserved reserved -> {
          if (isOnTime(reserved)) {
            return;
          }
        }
        case Reservation.TooFar(var delay) ->
            throw new Snooze(
                Jitter.longer(delay), "all calls that " + party + " allows until then are taken");
      }
    }
    throw new Snooze(
        Jitter.longer(AFTER_LOST),
        "slots for calls to %s were missed: this machine or the database is slow".formatted(party));
  }

  /// Nobody calls for `delay`: the third party asked for it.
  void hold(Duration delay) throws InterruptedException {
    database.write(
        transaction -> {
          var now = now(transaction);
          reserveUntil(transaction, Math.max(next(transaction), now + micros(delay)));
          return now;
        });
  }

  private static boolean isOnTime(Reservation.Reserved slot) throws InterruptedException {
    if (slot.due() - slot.latest() > 0) {
      return false;
    }
    var left = slot.due() - System.nanoTime();
    if (left > 0) {
      Thread.sleep(Duration.ofNanos(left));
    }
    return System.nanoTime() - slot.latest() <= 0;
  }

  private Reservation reserve(Handle transaction, Duration patience) {
    var before = System.nanoTime();
    var now = now(transaction);
    var after = System.nanoTime();
    var slot = Math.max(next(transaction), now + micros(margin));
    if (slot - now > micros(patience)) {
      return new Reservation.TooFar(Duration.ofNanos((slot - now) * 1_000));
    }
    reserveUntil(transaction, slot + interval);
    var ahead = (slot - now) * 1_000;
    return new Reservation.Reserved(after + ahead, before + ahead + margin.toNanos());
  }

  private static long now(Handle transaction) {
    return transaction.createQuery("select micros from clock").mapTo(Long.class).one();
  }

  private long next(Handle transaction) {
    return transaction
        .createQuery("select next_at from slot where party = :party")
        .bind("party", party)
        .mapTo(Long.class)
        .findOne()
        .orElse(0L);
  }

  private void reserveUntil(Handle transaction, long next) {
    transaction
        .createUpdate(
            """
            insert into slot (party, next_at) values (:party, :next)
            on conflict (party) do update set next_at = excluded.next_at
            """)
        .bind("party", party)
        .bind("next", next)
        .execute();
  }

  private static long micros(Duration duration) {
    return duration.toNanos() / 1_000;
  }
}
