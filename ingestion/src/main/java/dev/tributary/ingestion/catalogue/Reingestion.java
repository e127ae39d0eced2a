package dev.tributary.ingestion.catalogue;

import dev.tributary.database.Timestamps;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// That deliveries were mapped anew, by whom and why: kept beside what came of it.
///
/// @param selection which ones, as it was asked for
/// @param finishedAt when the last of them was sent; empty as long as one is not
public record Reingestion(
    String id,
    Instant requestedAt,
    String who,
    String why,
    String selection,
    long chosen,
    long sent,
    Optional<Instant> finishedAt) {

  /// Ids in one query.
  private static final int CHUNK = 500;

  /// Writes down that it begins.
  public void begin(Handle transaction) {
    transaction
        .createUpdate(
            """
            insert into reingestion (id, requested_at, who, why, selection, chosen, sent)
            values (:id, :at, :who, :why, :selection, :chosen, 0)
            """)
        .bind("id", id)
        .bind("at", requestedAt)
        .bind("who", who)
        .bind("why", why)
        .bind("selection", selection)
        .bind("chosen", chosen)
        .execute();
  }

  /// Writes down that `more` were sent, which may be the last.
  public static void sent(Handle transaction, String id, int more, Instant now) {
    transaction
        .createUpdate(
            """
            update reingestion set sent = sent + :more,
              finished_at = case when sent + :more >= chosen then :now else null end
            where id = :id
            """)
        .bind("id", id)
        .bind("more", more)
        .bind("now", now)
        .execute();
  }

  /// The id of the reingestion that this delivery was mapped anew for last, if it ever was.
  public static Optional<String> latest(Handle handle, String delivery) {
    return handle
        .createQuery("select reingestion from delivery where id = :id and reingestion is not null")
        .bind("id", delivery)
        .mapTo(String.class)
        .findOne();
  }

  /// The ids of the reingestions that these deliveries were mapped anew for last, by their own;
  /// those that never were are left out.
  public static Map<String, String> latest(Handle handle, Collection<String> deliveries) {
    var ids = List.copyOf(deliveries);
    var latest = new HashMap<String, String>();
    for (int from = 0; from < ids.size(); from += CHUNK) {
      handle
          .createQuery(
              """
              select id, reingestion from delivery
              where id in (<ids>) and reingestion is not null
              """)
          .bindList("ids", ids.subList(from, Math.min(ids.size(), from + CHUNK)))
          .map((row, _) -> latest.put(row.getString("id"), row.getString("reingestion")))
          .list();
    }
    return Map.copyOf(latest);
  }

  /// The latest, the latest first.
  public static List<Reingestion> list(Handle handle, int limit) {
    return handle
        .createQuery("select * from reingestion order by requested_at desc limit :limit")
        .bind("limit", limit)
        .map(
            (row, _) ->
                new Reingestion(
                    row.getString("id"),
                    Timestamps.instant(row.getString("requested_at")),
                    row.getString("who"),
                    row.getString("why"),
                    row.getString("selection"),
                    row.getLong("chosen"),
                    row.getLong("sent"),
                    Optional.ofNullable(row.getString("finished_at")).map(Timestamps::instant)))
        .list();
  }
}
