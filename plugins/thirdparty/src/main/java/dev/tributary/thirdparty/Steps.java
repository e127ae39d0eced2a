package dev.tributary.thirdparty;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tributary.Message;
import dev.tributary.database.ContentHash;
import dev.tributary.database.Database;
import dev.tributary.database.Timestamps;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.jdbi.v3.core.Handle;

/// Keeps what parts of a callback came to, so that a retry, a redelivery or a redrive of the same
/// message does not do them again:
///
///     var text =
///         steps.of(message).step("transcribe", key -> api.post("jobs", …, key).text());
///
/// What a step returned is kept before the callback goes on. A process that dies between the call
/// and that has the call made once more, with the same idempotency key. A message with the same id
/// and another content (an edited redrive) is another one. Safe for use by many threads.
public final class Steps {
  /// How long results are kept: as long as the input of [dev.tributary.database.Effects].
  public static final Duration KEPT = Duration.ofDays(30);

  static final int THINNED_EVERY = 100;
  private static final int THINNED_AT_ONCE = 200;

  private final Database database;
  private final String application;
  private final InstantSource clock;
  private final AtomicLong written = new AtomicLong();

  /// Steps of `application` in `database`, which has [ThirdParty#SCHEMA].
  public Steps(Database database, String application) {
    this(database, application, InstantSource.system());
  }

  /// The same, by another clock.
  public Steps(Database database, String application, InstantSource clock) {
    this.database = database;
    this.application = application;
    this.clock = clock;
  }

  /// What a step does.
  @FunctionalInterface
  public interface Work {
    /// Does it.
    ///
    /// @param idempotencyKey the same for each time that this step of this message is done
    /// @return what is to be kept, such as an answer or the number of a job
    /// @throws Exception whatever it is, nothing is kept
    String apply(String idempotencyKey) throws Exception;
  }

  /// A result, and when it was kept.
  record Result(String text, Instant at) {}

  /// The steps of `message`.
  public OfMessage of(Message message) {
    return new OfMessage(message.id(), ContentHash.of(message));
  }

  /// The steps of one message.
  public final class OfMessage {
    private final String id;
    private final String content;

    private OfMessage(String id, String content) {
      this.id = id;
      this.content = content;
    }

    /// What `work` returned the first time that it returned; it is done only if it never has.
    ///
    /// @param name of the step, another for each step of a message
    /// @throws Exception what `work` threw
    public String step(String name, Work work) throws Exception {
      return result(name, work).text();
    }

    /// Has `name` done again the next time.
    public void forget(String name) throws InterruptedException {
      database.write(transaction -> delete(transaction, name));
    }

    Result result(String name, Work work) throws Exception {
      Optional<Result> known = database.read(handle -> find(handle, name));
      if (known.isPresent()) {
        return known.get();
      }
      var done = new Result(work.apply(idempotencyKey(name)), clock.instant());
      return database.write(transaction -> keep(transaction, name, done));
    }

    private String idempotencyKey(String name) {
      var unique = String.join("\n", application, id, content, name);
      return UUID.nameUUIDFromBytes(unique.getBytes(UTF_8)).toString();
    }

    /// The first result counts, if two processes did the same step at the same time.
    private Result keep(Handle transaction, String name, Result done) {
      var before = find(transaction, name);
      if (before.isPresent()) {
        return before.get();
      }
      if (written.getAndIncrement() % THINNED_EVERY == 0) {
        thin(transaction, clock.instant().minus(KEPT));
      }
      transaction
          .createUpdate(
              """
              insert into step (application, message_id, content, name, result, kept_at)
              values (:application, :message_id, :content, :name, :result, :kept_at)
              """)
          .bind("application", application)
          .bind("message_id", id)
          .bind("content", content)
          .bind("name", name)
          .bind("result", done.text())
          .bind("kept_at", done.at())
          .execute();
      return done;
    }

    private Optional<Result> find(Handle handle, String name) {
      return handle
          .createQuery(
              """
              select result, kept_at from step where application = :application
                and message_id = :message_id and content = :content and name = :name
              """)
          .bind("application", application)
          .bind("message_id", id)
          .bind("content", content)
          .bind("name", name)
          .map((row, _) -> Steps.result(row))
          .findOne();
    }

    private int delete(Handle transaction, String name) {
      return transaction
          .createUpdate(
              """
              delete from step where application = :application
                and message_id = :message_id and content = :content and name = :name
              """)
          .bind("application", application)
          .bind("message_id", id)
          .bind("content", content)
          .bind("name", name)
          .execute();
    }
  }

  private static Result result(ResultSet row) throws SQLException {
    return new Result(row.getString("result"), Timestamps.instant(row.getString("kept_at")));
  }

  private static void thin(Handle transaction, Instant before) {
    transaction
        .createUpdate(
            """
            delete from step where (application, message_id, content, name) in
              (select application, message_id, content, name from step
               where kept_at < :before order by kept_at limit :limit)
            """)
        .bind("before", before)
        .bind("limit", THINNED_AT_ONCE)
        .execute();
  }
}
