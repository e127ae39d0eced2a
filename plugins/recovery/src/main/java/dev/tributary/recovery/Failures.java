package dev.tributary.recovery;

import dev.tributary.DeadLetter;
import dev.tributary.database.Database;
import dev.tributary.database.DatabaseReader;
import dev.tributary.database.Schema;
import dev.tributary.database.Timestamps;
import dev.tributary.recovery.Failure.Group;
import dev.tributary.recovery.Failure.State;
import dev.tributary.recovery.Failure.Summary;
import dev.tributary.spi.Headers;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jspecify.annotations.Nullable;

/// Everything that failed for good, and everything that was done about it. Safe for use by many
/// threads.
///
/// Writing what is there already changes nothing: a dead letter that is reported twice is one
/// failure, an act that is begun twice is one act.
public final class Failures {
  /// The tables that this needs.
  public static final Schema SCHEMA = new Schema("recovery", 3);

  private static final String INSERT =
      """
      insert into failure (id, application, version, failed_at, error, cause, reason, stack, details,
        attempts, message_id, job_id, delivery, provider, product, redriven_by, headers, body, state)
      values (:id, :application, :version, :failedAt, :error, :cause, :reason, :stack, :details,
        :attempts, :messageId, :jobId, :delivery, :provider, :product, :redrivenBy, :headers, :body,
        'OPEN')
      on conflict (id) do nothing
      """;

  private static final String DELETE_CLOSED =
      """
      delete from failure where id in
        (select id from failure
         where acted_at < :until and not emptied and (state = 'REDRIVEN' or delivery is null)
         order by acted_at limit :limit)
      """;

  private static final String EMPTY_DISCARDED =
      """
      update failure set emptied = true, body = :nothing, stack = '' where id in
        (select id from failure
         where acted_at < :until and not emptied and state = 'DISCARDED' and delivery is not null
         order by acted_at limit :limit)
      """;

  private static final String EMPTY_ACTS =
      """
      update act set edited = :nothing where id in
        (select id from act where finished_at < :until and length(edited) > 0
         order by finished_at limit :limit)
      """;

  private final Database database;

  /// The failures in `database`, which has [#SCHEMA].
  public Failures(Database database) {
    this.database = database;
  }

  /// Keeps a dead letter with the original's bytes and headers.
  void keep(DeadLetter letter) throws InterruptedException {
    var message = letter.message();
    database.write(
        transaction ->
            transaction
                .createUpdate(INSERT)
                .bind("id", letter.id())
                .bind("application", letter.application())
                .bind("version", letter.version())
                .bind("failedAt", Timestamps.text(letter.failedAt()))
                .bind("error", letter.error())
                .bind("cause", Cause.of(letter))
                .bind("reason", letter.reason())
                .bind("stack", letter.stack())
                .bind("details", Rows.json(letter.details()))
                .bind("attempts", Rows.attempts(letter.attempts()))
                .bind("messageId", message.id())
                .bind("jobId", message.jobId())
                .bind("delivery", label(letter, "delivery"))
                .bind("provider", label(letter, "provider"))
                .bind("product", label(letter, "product"))
                .bind("redrivenBy", message.headers().get(DeadLetter.REDRIVE))
                .bind("headers", Rows.json(Headers.of(message)))
                .bind("body", message.body().bytes())
                .execute());
  }

  /// What a header of the message says, or else the failure itself.
  private static @Nullable String label(DeadLetter letter, String name) {
    var header = letter.message().headers().get(name);
    return header == null ? letter.details().get(name) : header;
  }

  /// Begins the act that `request` asks for: chooses what it concerns, and writes both down. An act
  /// that has begun is as it is.
  Act begin(Request request, Instant now) throws InterruptedException {
    return database.write(
        transaction -> {
          var known = find(transaction, request.id());
          if (known.isPresent()) {
            return known.get();
          }
          var where = new Where(request.selection());
          var chosen =
              where
                  .bind(
                      transaction.createUpdate(
                          "update failure set state = 'CHOSEN', act = :act where state = 'OPEN' and"
                              + " "
                              + where.sql()))
                  .bind("act", request.id())
                  .execute();
          insert(transaction, request, chosen, now);
          return find(transaction, request.id()).orElseThrow();
        });
  }

  private static void insert(Handle transaction, Request request, int chosen, Instant now) {
    transaction
        .createUpdate(
            """
            insert into act (id, kind, who, why, selection, edited, rate, requested_at, begun_at,
              chosen, done, refused)
            values (:id, :kind, :who, :why, :selection, :edited, :rate, :requestedAt, :begunAt,
              :chosen, 0, 0)
            """)
        .bind("id", request.id())
        .bind("kind", request.kind().name())
        .bind("who", request.who())
        .bind("why", request.why())
        .bind("selection", request.selection().toString())
        .bind("edited", request.edited().map(body -> body.bytes()).orElse(null))
        .bind("rate", request.rate().orElse(null))
        .bind("requestedAt", Timestamps.text(request.requestedAt()))
        .bind("begunAt", Timestamps.text(now))
        .bind("chosen", chosen)
        .execute();
  }

  /// The next failures that an act has chosen and not come to, the oldest first.
  List<Failure> chosen(String act, int limit) throws InterruptedException {
    return database.read(
        handle ->
            handle
                .createQuery(
                    """
                    select * from failure where act = :act and state = 'CHOSEN'
                    order by failed_at, id limit :limit
                    """)
                .bind("act", act)
                .bind("limit", limit)
                .map((row, _) -> Rows.failure(row))
                .list());
  }

  /// These were sent on: the broker has confirmed them.
  void redriven(String act, List<String> ids, Instant now) throws InterruptedException {
    end(act, ids, State.REDRIVEN, Optional.of(now), "done", Optional.empty());
  }

  /// These cannot be sent on now, and are open again.
  void refused(String act, List<String> ids, String problem) throws InterruptedException {
    end(act, ids, State.OPEN, Optional.empty(), "refused", Optional.of(problem));
  }

  private void end(
      String act,
      List<String> ids,
      State state,
      Optional<Instant> now,
      String counter,
      Optional<String> said)
      throws InterruptedException {
    database.write(
        transaction -> {
          var batch =
              transaction.prepareBatch(
                  """
                  update failure set state = :state, acted_at = :now
                  where id = :id and act = :act and state = 'CHOSEN'
                  """);
          for (var id : ids) {
            batch
                .bind("state", state.name())
                .bind("now", now.map(Timestamps::text).orElse(null))
                .bind("id", id)
                .bind("act", act)
                .add();
          }
          var ended = 0;
          for (var count : batch.execute()) {
            ended += count;
          }
          return transaction
              .createUpdate(
                  "update act set %s = %s + :ended, problem = coalesce(:said, problem) where id = :act"
                      .formatted(counter, counter))
              .bind("ended", ended)
              .bind("said", said.orElse(null))
              .bind("act", act)
              .execute();
        });
  }

  /// Drops all that the act has chosen.
  void discard(Act act) throws InterruptedException {
    database.write(
        transaction -> {
          var now = Timestamps.text(act.begunAt());
          var dropped =
              transaction
                  .createUpdate(
                      """
                      update failure set state = 'DISCARDED', acted_at = :now
                      where act = :act and state = 'CHOSEN'
                      """)
                  .bind("now", now)
                  .bind("act", act.id())
                  .execute();
          return transaction
              .createUpdate(
                  """
                  update act set done = done + :dropped, finished_at = coalesce(finished_at, :now)
                  where id = :act
                  """)
              .bind("dropped", dropped)
              .bind("now", now)
              .bind("act", act.id())
              .execute();
        });
  }

  /// Nothing is left of what the act has chosen.
  void finish(String act, Instant now) throws InterruptedException {
    database.write(
        transaction ->
            transaction
                .createUpdate(
                    "update act set finished_at = coalesce(finished_at, :now) where id = :act")
                .bind("now", Timestamps.text(now))
                .bind("act", act)
                .execute());
  }

  /// Deletes what was done with before `until`, the oldest first: failures that were sent on, with
  /// all that is known of them; of those that were dropped the input and the stack, since the rest
  /// says why their deliveries have no other end; of acts the edited body. Acts stay, as do
  /// failures that are open.
  ///
  /// @param limit how many of each at most, in one transaction
  /// @return how many
  public int delete(Instant until, int limit) throws InterruptedException {
    return database.write(
        transaction ->
            delete(transaction, DELETE_CLOSED, until, limit)
                + delete(transaction, EMPTY_DISCARDED, until, limit)
                + delete(transaction, EMPTY_ACTS, until, limit));
  }

  private static int delete(Handle transaction, String statement, Instant until, int limit) {
    return transaction
        .createUpdate(statement)
        .bind("until", Timestamps.text(until))
        .bind("limit", limit)
        .bind("nothing", new byte[0])
        .execute();
  }

  /// Those of `selection`, the latest first.
  public static List<Summary> list(DatabaseReader reader, Selection selection, int limit)
      throws InterruptedException {
    return select(
        reader,
        """
        select id, application, failed_at, error, reason, attempts, message_id, delivery, provider,
          product, state
        from failure where %s order by failed_at desc, id limit\s"""
            + limit,
        selection,
        (row, _) -> Rows.summary(row));
  }

  /// Those of a delivery, the latest first.
  public static List<Summary> ofDelivery(DatabaseReader reader, String delivery, int limit)
      throws InterruptedException {
    return summaries(reader, "delivery", delivery, limit);
  }

  /// Those that an act was the last one to be about, the latest first.
  public static List<Summary> ofAct(DatabaseReader reader, String act, int limit)
      throws InterruptedException {
    return summaries(reader, "act", act, limit);
  }

  private static List<Summary> summaries(
      DatabaseReader reader, String column, String value, int limit) throws InterruptedException {
    return reader.read(
        handle ->
            handle
                .createQuery(
                    """
                    select id, application, failed_at, error, reason, attempts, message_id, delivery,
                      provider, product, state
                    from failure where <column> = :value order by failed_at desc, id limit :limit
                    """)
                .define("column", column)
                .bind("value", value)
                .bind("limit", limit)
                .map((row, _) -> Rows.summary(row))
                .list());
  }

  /// Those of `selection` by application and cause, the largest group first.
  public static List<Group> groups(DatabaseReader reader, Selection selection)
      throws InterruptedException {
    return select(
        reader,
        """
        select application, cause, count(*) as number, min(failed_at) as first,
          max(failed_at) as last, max(id) as example
        from failure where %s group by application, cause
        order by number desc, application, cause
        """,
        selection,
        (row, _) -> Rows.group(row));
  }

  /// How many of `selection` failed in each hour in which any did, by application and cause.
  public static List<Hourly> hourly(DatabaseReader reader, Selection selection)
      throws InterruptedException {
    return select(
        reader,
        """
        select application, cause, substr(failed_at, 1, 13) as hour, count(*) as number
        from failure where %s group by application, cause, substr(failed_at, 1, 13)
        """,
        selection,
        (row, _) ->
            new Hourly(
                row.getString("application"),
                row.getString("cause"),
                Instant.parse(row.getString("hour") + ":00:00Z"),
                row.getLong("number")));
  }

  /// How many there are of `selection`, by application.
  public static List<Count> counts(DatabaseReader reader, Selection selection)
      throws InterruptedException {
    return select(
        reader,
        """
        select application, count(*) as number from failure where %s
        group by application order by application
        """,
        selection,
        (row, _) -> new Count(row.getString("application"), row.getLong("number")));
  }

  /// What `query` finds, which has `%s` where the condition of `selection` goes.
  private static <T> List<T> select(
      DatabaseReader reader, String query, Selection selection, RowMapper<T> mapper)
      throws InterruptedException {
    var where = new Where(selection);
    var sql = query.formatted(where.sql());
    return reader.read(handle -> where.bind(handle.createQuery(sql)).map(mapper).list());
  }

  /// So many of one application and cause.
  ///
  /// @param hour its beginning
  public record Hourly(String application, String cause, Instant hour, long number) {}

  /// So many of one application.
  public record Count(String application, long number) {}

  /// The failure `prefix`, or else those whose ids begin with it, at most two of them.
  public static List<Failure> find(DatabaseReader reader, String prefix)
      throws InterruptedException {
    var whole = find(reader, "id = :prefix", prefix);
    return whole.isEmpty()
        ? find(reader, "substr(id, 1, length(:prefix)) = :prefix", prefix)
        : whole;
  }

  private static List<Failure> find(DatabaseReader reader, String condition, String prefix)
      throws InterruptedException {
    return reader.read(
        handle ->
            handle
                .createQuery("select * from failure where <condition> limit 2")
                .define("condition", condition)
                .bind("prefix", prefix)
                .map((row, _) -> Rows.failure(row))
                .list());
  }

  /// The act `id`.
  public static Optional<Act> act(DatabaseReader reader, String id) throws InterruptedException {
    return reader.read(handle -> find(handle, id));
  }

  /// The latest acts, the latest first.
  public static List<Act> acts(DatabaseReader reader, int limit) throws InterruptedException {
    return reader.read(
        handle ->
            handle
                .createQuery("select * from act order by requested_at desc, id limit :limit")
                .bind("limit", limit)
                .map((row, _) -> Rows.act(row))
                .list());
  }

  private static Optional<Act> find(Handle handle, String id) {
    return handle
        .createQuery("select * from act where id = :id")
        .bind("id", id)
        .map((row, _) -> Rows.act(row))
        .findOne();
  }
}
