package dev.tributary.ingestion.pipeline;

import dev.tributary.DeadLetter;
import dev.tributary.database.Database;
import dev.tributary.database.DatabaseReader;
import dev.tributary.database.Schema;
import dev.tributary.database.Timestamps;
import dev.tributary.ingestion.json.Json;
import dev.tributary.spi.Headers;
import java.util.List;

/// What happened, and what failed for good: the tables of the ledger. Writing what is there already
/// changes nothing.
public final class LedgerStore {
  /// The tables that this needs; pass it to [Database#open].
  public static final Schema SCHEMA = new Schema("ledger", 2);

  private static final String INSERT_EVENT =
      """
      insert into event (id, name, at, application, message_id, input_id, job_id, ancestor_ids,
        originated_at, routing_key, attempt, bytes, waited_millis, worked_millis, reason,
        delay_millis, delivery, provider, product)
      values (:id, :name, :at, :application, :messageId, :inputId, :jobId, :ancestorIds,
        :originatedAt, :routingKey, :attempt, :bytes, :waitedMillis, :workedMillis, :reason,
        :delayMillis, :delivery, :provider, :product)
      on conflict (id) do nothing
      """;

  private static final String INSERT_DEAD_LETTER =
      """
      insert into dead_letter (id, application, failed_at, error, reason, stack, attempts,
        message_id, job_id, delivery, provider, routing_key, headers, body)
      values (:id, :application, :failedAt, :error, :reason, :stack, :attempts,
        :messageId, :jobId, :delivery, :provider, :routingKey, :headers, :body)
      on conflict (id) do nothing
      """;

  private final Database database;

  /// The ledger in `database`, which has [#SCHEMA].
  public LedgerStore(Database database) {
    this.database = database;
  }

  /// Writes what an event message says, one JSON object a line.
  void record(List<LedgerEntry> entries) throws InterruptedException {
    database.write(
        transaction -> {
          var batch = transaction.prepareBatch(INSERT_EVENT);
          entries.forEach(entry -> batch.bindMethods(entry).add());
          return batch.execute();
        });
  }

  /// Keeps a dead letter with the original's bytes and headers.
  void keep(DeadLetter letter) throws InterruptedException {
    var message = letter.message();
    var headers = Json.text(Headers.of(message));
    database.write(
        transaction ->
            transaction
                .createUpdate(INSERT_DEAD_LETTER)
                .bind("id", idOf(letter))
                .bind("application", letter.application())
                .bind("failedAt", Timestamps.text(letter.failedAt()))
                .bind("error", letter.error())
                .bind("reason", letter.reason())
                .bind("stack", letter.stack())
                .bind("attempts", message.attempt())
                .bind("messageId", message.id())
                .bind("jobId", message.jobId())
                .bind("delivery", message.headers().get(Keys.DELIVERY))
                .bind("provider", message.headers().get(Keys.PROVIDER))
                .bind("routingKey", message.routingKey())
                .bind("headers", headers)
                .bind("body", message.body().bytes())
                .execute());
  }

  /// The same for the same failure of the same message, however often it is reported.
  private static String idOf(DeadLetter letter) {
    return letter.application()
        + ":"
        + letter.message().id()
        + ":"
        + letter.failedAt().toEpochMilli();
  }

  /// What happened to a delivery, job, message or product, the oldest first, at most `limit`.
  public static List<LedgerEntry> trail(DatabaseReader ledger, String id, int limit)
      throws InterruptedException {
    return ledger.read(
        transaction ->
            transaction
                .createQuery(
                    """
                    select * from event
                    where delivery = :id or job_id = :id or message_id = :id or product = :id
                    order by at, name desc limit :limit
                    """)
                .bind("id", id)
                .bind("limit", limit)
                .map((row, _) -> LedgerEntry.of(row))
                .list());
  }
}
