package dev.tributary.ingestion.pipeline;

import dev.tributary.database.Database;
import dev.tributary.database.DatabaseReader;
import dev.tributary.database.Schema;
import java.util.Comparator;
import java.util.List;

/// What happened: the tables of the ledger. Writing what is there already changes nothing.
public final class LedgerStore {
  /// The tables that this needs; pass it to [Database#open].
  public static final Schema SCHEMA = new Schema("ledger", 3);

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

  /// What happened to a delivery, job, message or product, at most `limit` events, in the order in
  /// which the work began that they tell of: who gets a result may be done with it before its
  /// sender is done with what led to it.
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
                .stream()
                .sorted(Comparator.comparing(LedgerEntry::begunAt))
                .toList());
  }
}
