package dev.tributary.ingestion.ledger;

import dev.tributary.database.DatabaseReader;
import java.time.Instant;
import java.util.List;

/// What an application did lately.
///
/// @param worked how often it came to an end with a message, an attempt that is tried again
///   included
/// @param failed how many of those were dead letters
public record Activity(String application, long worked, long failed) {

  /// That of all applications since `since`, as far as the ledger has it by now.
  public static List<Activity> since(DatabaseReader ledger, Instant since)
      throws InterruptedException {
    return ledger.read(
        handle ->
            handle
                .createQuery(
                    """
                    select application, count(*) as worked,
                      sum(case when name = 'message.dead-lettered' then 1 else 0 end) as failed
                    from event where at >= :since and name <> 'result.sent'
                    group by application order by application
                    """)
                .bind("since", since.toString())
                .map(
                    (row, _) ->
                        new Activity(
                            row.getString("application"),
                            row.getLong("worked"),
                            row.getLong("failed")))
                .list());
  }
}
