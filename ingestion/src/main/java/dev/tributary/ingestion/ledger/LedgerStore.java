package dev.tributary.ingestion.ledger;

import dev.tributary.database.Database;
import dev.tributary.database.DatabaseReader;
import dev.tributary.database.Schema;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// What happened: the tables of the ledger. Writing what is there already changes nothing. Safe for
/// use by many threads.
public final class LedgerStore {
  /// The tables that this needs; pass it to [Database#open].
  public static final Schema SCHEMA = new Schema("ledger", 4);

  private static final String INSERT_EVENT =
      """
      insert into event (id, name, at, application, message_id, input_id, job_id, ancestor_ids,
        originated_at, routing_key, attempt, bytes, waited_millis, worked_millis, reason,
        delay_millis, delivery, provider, product, body)
      values (:id, :name, :at, :application, :messageId, :inputId, :jobId, :ancestorIds,
        :originatedAt, :routingKey, :attempt, :bytes, :waitedMillis, :workedMillis, :reason,
        :delayMillis, :delivery, :provider, :product, :body)
      on conflict (id) do nothing
      """;

  private static final String INSERT_BODY =
      """
      insert into event_body (sha256, content, last_at) values (:sha256, :content, :at)
      on conflict (sha256) do update set last_at = excluded.last_at
        where excluded.last_at > event_body.last_at
      """;

  /// Each part asks one index; a single condition of all of them reads the whole table. Each has a
  /// limit, as all that was in a batch may be of one id.
  private static final String OF_ID =
      """
      select message_id from (select message_id from event where delivery = :id
        order by at limit :limit) as of_delivery
      union select message_id from (select message_id from event where job_id = :id
        order by at limit :limit) as of_job
      union select message_id from (select message_id from event where message_id = :id
        limit :limit) as of_message
      union select message_id from (select message_id from event where product = :id
        order by at limit :limit) as of_product
      union select message_id from (select message_id from event where delivery in
        (select delivery from event where product = :id order by at limit :limit)
        limit :limit) as beside_product
      """;

  /// Messages that are asked for at once.
  private static final int CHUNK = 500;

  private final Database database;

  /// The ledger in `database`, which has [#SCHEMA].
  public LedgerStore(Database database) {
    this.database = database;
  }

  /// Writes down `recorded`, in one transaction.
  public void record(List<Recorded> recorded) throws InterruptedException {
    database.write(
        transaction -> {
          var events = transaction.prepareBatch(INSERT_EVENT);
          recorded.forEach(each -> events.bindMethods(each.entry()).add());
          if (events.size() > 0) {
            events.execute();
          }
          writeBodies(transaction, recorded);
          return recorded.size();
        });
  }

  private static void writeBodies(Handle transaction, List<Recorded> recorded) {
    var bodies = transaction.prepareBatch(INSERT_BODY);
    for (var each : recorded) {
      each.body()
          .ifPresent(
              body ->
                  bodies
                      .bind("sha256", each.entry().body().orElseThrow())
                      .bind("content", body)
                      .bind("at", each.entry().at())
                      .add());
    }
    if (bodies.size() > 0) {
      bodies.execute();
    }
  }

  /// What happened to a delivery, job, message or product and to all that it led to, in the order
  /// in which the work began that the events tell of: who gets a result may be done with it before
  /// its sender is done with what led to it.
  ///
  /// @param limit how many events at most; of more there are, those are taken that are fewer steps
  ///   away, and not much more than those is read
  public static List<LedgerEntry> trail(DatabaseReader ledger, String id, int limit)
      throws InterruptedException {
    return ledger.read(transaction -> way(transaction, id, limit)).stream()
        .sorted(Comparator.comparing(LedgerEntry::begunAt))
        .limit(limit)
        .toList();
  }

  /// Goes from messages to what they led to. Step by step, since a database that is to do it at
  /// once may read all events for it.
  static Collection<LedgerEntry> way(Handle transaction, String id, int limit) {
    var events = new LinkedHashMap<String, LedgerEntry>();
    var messages =
        transaction
            .createQuery(OF_ID)
            .bind("id", id)
            .bind("limit", limit)
            .mapTo(String.class)
            .set();
    var seen = new HashSet<>(messages);
    var waiting = new ArrayDeque<>(messages);
    while (!waiting.isEmpty() && events.size() < limit) {
      var chunk = new ArrayList<String>();
      while (chunk.size() < CHUNK && !waiting.isEmpty()) {
        chunk.add(waiting.remove());
      }
      events(transaction, "message_id", chunk, limit).forEach(each -> events.put(each.id(), each));
      for (var result : events(transaction, "input_id", chunk, limit)) {
        events.put(result.id(), result);
        if (seen.add(result.messageId())) {
          waiting.add(result.messageId());
        }
      }
    }
    return events.values();
  }

  private static List<LedgerEntry> events(
      Handle transaction, String column, List<String> ids, int limit) {
    return transaction
        .createQuery("select * from event where <column> in (<ids>) limit :limit")
        .define("column", column)
        .bindList("ids", ids)
        .bind("limit", limit)
        .map((row, _) -> LedgerEntry.of(row))
        .list();
  }

  /// A recorded body.
  ///
  /// @param sha256 as [LedgerEntry#body] names it
  public static Optional<byte[]> body(DatabaseReader ledger, String sha256)
      throws InterruptedException {
    return ledger.read(
        transaction ->
            transaction
                .createQuery("select content from event_body where sha256 = :sha256")
                .bind("sha256", sha256)
                .mapTo(byte[].class)
                .findOne());
  }

  /// Deletes events and bodies from before `until`, the oldest first.
  ///
  /// @param limit how many of each at most, in one transaction
  /// @return how many were deleted
  public int delete(Instant until, int limit) throws InterruptedException {
    return database.write(
        transaction ->
            delete(transaction, "event", "id", "at", until, limit)
                + delete(transaction, "event_body", "sha256", "last_at", until, limit));
  }

  private static int delete(
      Handle transaction, String table, String key, String time, Instant until, int limit) {
    return transaction
        .createUpdate(
            "delete from <table> where <key> in (select <key> from <table> where <time> < :until order by <time> limit :limit)")
        .define("table", table)
        .define("key", key)
        .define("time", time)
        .bind("until", until.toString())
        .bind("limit", limit)
        .execute();
  }
}
