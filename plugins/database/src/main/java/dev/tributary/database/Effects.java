package dev.tributary.database;

import dev.tributary.Callback;
import dev.tributary.Message;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// Makes what callbacks write happen once, while messages are delivered at least once.
///
/// In the transaction that writes also stand the input and the results that the work returned. When
/// the same input comes again (after a crash between commit and publish, say), they are returned
/// once more and the work is not done: the notification is repeated, the effect is not.
///
/// The same input is one with the same id *and* the same content: after a mended mapping the same
/// id carries other content, and is worked on.
///
/// Inputs are kept for [#KEPT] at least and forgotten little by little as new ones come, twice as
/// many as those, so that what is kept does not grow for ever.
public final class Effects {
  /// The tables that this needs; pass it to [Database#open].
  public static final Schema SCHEMA = new Schema("effects", 1);

  /// How long an input is kept: longer than any broker is expected to hold its message, retries
  /// included.
  public static final Duration KEPT = Duration.ofDays(30);

  static final int THINNED_EVERY = 100;
  static final int THINNED_AT_ONCE = 200;

  private static final int FORGET_AT_ONCE = 10_000;

  private final Database database;
  private final InstantSource clock;

  /// Inputs worked on by this object; counted by the one thread that writes.
  private long worked;

  /// Effects in `database`, which has [#SCHEMA].
  public Effects(Database database) {
    this(database, InstantSource.system());
  }

  Effects(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  /// A callback that writes.
  @FunctionalInterface
  public interface WritingCallback {
    /// Returns the results of `message`, having written what there is to write by `transaction`.
    /// Whatever it throws, nothing was written. It runs on the one thread that writes: what can be
    /// done before is better prepared, or done in a stage before.
    List<Message> apply(Handle transaction, Message message) throws Exception;
  }

  /// A callback that does `work` once for every message.
  ///
  /// @param application in whose name the inputs are kept; two of them may get the same message
  public Callback once(String application, WritingCallback work) {
    return message -> database.write(transaction -> once(transaction, application, message, work));
  }

  /// What there is to know of a message before anything is written.
  ///
  /// @param <T> what it says
  @FunctionalInterface
  public interface Preparation<T> {
    /// Reads `message`, on the thread that it was delivered on; again if it is delivered again.
    T prepare(Message message) throws Exception;
  }

  /// A callback that writes what was prepared.
  ///
  /// @param <T> what was prepared
  @FunctionalInterface
  public interface PreparedCallback<T> {
    /// As [WritingCallback#apply] does, with what `message` says.
    List<Message> apply(Handle transaction, Message message, T prepared) throws Exception;
  }

  /// A callback that does `work` once for every message, with what was prepared before, so that
  /// nobody else who writes waits for that.
  ///
  /// @param application in whose name the inputs are kept
  public <T> Callback once(
      String application, Preparation<T> preparation, PreparedCallback<T> work) {
    return message -> {
      var prepared = preparation.prepare(message);
      return once(application, (transaction, same) -> work.apply(transaction, same, prepared))
          .apply(message);
    };
  }

  /// Forgets the inputs that were worked on before `instant`, all at once. One of them delivered
  /// again would be worked on again; so keep them longer than any broker keeps a message.
  ///
  /// @return how many
  public int forgetBefore(Instant instant) throws InterruptedException {
    int forgotten = 0;
    int now;
    do {
      now = database.write(transaction -> forget(transaction, instant, FORGET_AT_ONCE));
      forgotten += now;
    } while (now == FORGET_AT_ONCE);
    return forgotten;
  }

  private List<Message> once(
      Handle transaction, String application, Message message, WritingCallback work)
      throws Exception {
    var content = ContentHash.of(message);
    var stored = stored(transaction, application, message.id(), content);
    if (stored.isPresent()) {
      return StoredResults.read(stored.get());
    }
    var results = List.copyOf(work.apply(transaction, message));
    transaction
        .createUpdate(
            """
            insert into effect (application, message_id, content, results, applied_at)
            values (:application, :message_id, :content, :results, :applied_at)
            """)
        .bind("application", application)
        .bind("message_id", message.id())
        .bind("content", content)
        .bind("results", StoredResults.bytes(results))
        .bind("applied_at", clock.instant())
        .execute();
    thin(transaction);
    return results;
  }

  /// The first of a process thins too, so that short-lived ones do their part.
  private void thin(Handle transaction) {
    if (worked++ % THINNED_EVERY == 0) {
      forget(transaction, clock.instant().minus(KEPT), THINNED_AT_ONCE);
    }
  }

  private static Optional<byte[]> stored(
      Handle transaction, String application, String messageId, String content) {
    return transaction
        .createQuery(
            """
            select results from effect
            where application = :application and message_id = :message_id and content = :content
            """)
        .bind("application", application)
        .bind("message_id", messageId)
        .bind("content", content)
        .map((row, _) -> row.getBytes("results"))
        .findOne();
  }

  private static int forget(Handle transaction, Instant instant, int atMost) {
    return transaction
        .createUpdate(
            """
            delete from effect where (application, message_id, content) in
              (select application, message_id, content from effect
               where applied_at < :instant order by applied_at limit :limit)
            """)
        .bind("instant", instant)
        .bind("limit", atMost)
        .execute();
  }
}
