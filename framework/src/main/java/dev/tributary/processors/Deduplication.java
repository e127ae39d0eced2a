package dev.tributary.processors;

import dev.tributary.Abort;
import dev.tributary.Application;
import dev.tributary.Extension;
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
import dev.tributary.Snooze;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/// Does not do again what was completed before.
///
///     .with(Deduplication.byIdAndContent().remembering(10_000, Duration.ofHours(1)))
///     .with(Deduplication.by(message -> message.headers().get("order"))
///         .remembering(10_000, Duration.ofHours(1)))
///
/// A message whose key was completed before is aborted as `message.duplicate`. A key counts only
/// once its message has completed and is settled, never because it was received: a retry, a redrive
/// and a redelivery are not their own duplicates. While a message of the same key is worked on in
/// this process, another is put off for [#PUT_OFF].
///
/// This spares work; it does not promise that work is done once. What was forgotten, what another
/// process completes meanwhile, and what was completed just before a crash is done again. For
/// effects that happen once there is `Effects` of the database plugin.
///
/// Preprocessors that are added before it also run for duplicates.
public final class Deduplication implements Extension {
  /// For how long a message is put off while another of its key is worked on.
  public static final Duration PUT_OFF = Duration.ofSeconds(1);

  private final Function<Message, String> key;
  private final SeenStore seen;

  private Deduplication(Function<Message, String> key, SeenStore seen) {
    this.key = key;
    this.seen = seen;
  }

  /// Two messages are the same if `key` returns the same for both. An empty key stands for a
  /// message that has no duplicates.
  public static Key by(Function<Message, String> key) {
    return new Key(key);
  }

  /// Two messages are the same if they have the same id, routing key and body. Other headers may
  /// differ. The id alone does not do: after a mapping was mended, the same id carries other
  /// content.
  public static Key byIdAndContent() {
    return by(message -> Sha256.of(message.id(), message.routingKey(), content(message)));
  }

  /// Where a claim check comes later, the name of the body stands for the body.
  private static String content(Message message) {
    var name = message.headers().get(ClaimCheck.HEADER);
    return name != null && message.body().size() == 0 ? name : Sha256.of(message.body());
  }

  /// What makes two messages the same.
  public record Key(Function<Message, String> function) {
    /// Remembers in memory the last `keys` that were completed, for `age` at most.
    public Deduplication remembering(int keys, Duration age) {
      return remembering(keys, age, InstantSource.system());
    }

    /// The same, by a clock of the caller's.
    public Deduplication remembering(int keys, Duration age, InstantSource clock) {
      return in(new RecentKeys(keys, age, clock));
    }

    /// Remembers in `seen`, which stays the caller's and may serve several applications.
    public Deduplication in(SeenStore seen) {
      return new Deduplication(function, seen);
    }
  }

  @Override
  public void extend(Application.Builder application) {
    var watch = new Watch(application.name());
    application.preprocess(watch::begin).onSettled(watch::end);
  }

  /// What one application has in flight.
  private final class Watch {
    private static final int ALWAYS_KEPT = 1024;

    private final String application;

    /// Who works on a key. The thread of a delivery ends with it, so that one which ended, or is
    /// this one, works on nothing else any more: where the broker failed, nobody was told.
    private final Map<String, Thread> inFlight = new ConcurrentHashMap<>();

    private final ThreadLocal<String> mine = new ThreadLocal<>();
    private volatile int sweepAt = ALWAYS_KEPT;

    Watch(String application) {
      this.application = application;
    }

    Message begin(Message message) throws InterruptedException {
      var given = key.apply(message);
      if (given.isEmpty()) {
        return message;
      }
      var name = Sha256.of(application, given);
      sweep();
      if (worker(name) != Thread.currentThread()) {
        throw new Snooze(PUT_OFF, "another message of the same key is being worked on");
      }
      mine.set(name);
      if (seen.contains(name)) {
        throw new Abort("message.duplicate", "a message of the same key was completed before");
      }
      return message;
    }

    /// Who works on the key: this thread, unless another one does.
    private Thread worker(String name) {
      var self = Thread.currentThread();
      return inFlight.merge(name, self, (other, _) -> other.isAlive() ? other : self);
    }

    private void sweep() {
      if (inFlight.size() >= sweepAt) {
        inFlight.values().removeIf(thread -> !thread.isAlive());
        sweepAt = Math.max(ALWAYS_KEPT, 2 * inFlight.size());
      }
    }

    /// Remembers first and lets go then: nobody finds the key neither in flight nor completed.
    void end(Message message, Outcome outcome) throws InterruptedException {
      var name = mine.get();
      if (name == null) {
        return;
      }
      mine.remove();
      try {
        switch (outcome) {
          case Completed _ -> seen.add(name);
          case Aborted _,
              Retried _,
              Snoozed _,
              Unavailable _,
              OutOfTurn _,
              DeadLettered _,
              Interrupted _ -> {}
        }
      } finally {
        inFlight.remove(name, Thread.currentThread());
      }
    }
  }
}
