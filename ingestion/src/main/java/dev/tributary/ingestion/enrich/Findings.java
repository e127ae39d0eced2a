package dev.tributary.ingestion.enrich;

import dev.tributary.database.Schema;
import dev.tributary.database.Timestamps;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;

/// What sources said of products. What a source says replaces what it said before, and nothing
/// else: neither what another one said, nor what the provider says, which is in another database.
public final class Findings {
  /// The tables that this needs.
  public static final Schema SCHEMA = new Schema("enrichment", 2);

  private Findings() {}

  /// What `source` says of the product `key`, asked because of its change `sequence`. Nothing is
  /// written if it was asked because of a later one already.
  public static void replace(
      Handle transaction,
      String key,
      String source,
      long sequence,
      List<Finding> findings,
      Instant now) {
    var asked =
        transaction
            .createUpdate(
                """
                insert into enriched (product_key, source, sequence, at)
                values (:key, :source, :sequence, :at)
                on conflict (product_key, source) do update
                  set sequence = excluded.sequence, at = excluded.at
                  where enriched.sequence <= excluded.sequence
                """)
            .bind("key", key)
            .bind("source", source)
            .bind("sequence", sequence)
            .bind("at", now)
            .execute();
    if (asked == 0) {
      return;
    }
    transaction
        .createUpdate("delete from finding where product_key = :key and source = :source")
        .bind("key", key)
        .bind("source", source)
        .execute();
    insert(transaction, key, source, findings);
  }

  private static void insert(
      Handle transaction, String key, String source, List<Finding> findings) {
    if (findings.isEmpty()) {
      return;
    }
    var batch =
        transaction.prepareBatch(
            """
            insert into finding (product_key, source, place, item, field, value, confidence, at)
            values (:key, :source, :place, :item, :field, :value, :confidence, :at)
            """);
    for (var place = 0; place < findings.size(); place++) {
      var finding = findings.get(place);
      batch
          .bind("key", key)
          .bind("source", source)
          .bind("place", place)
          .bind("item", finding.item())
          .bind("field", finding.field())
          .bind("value", finding.value())
          .bind("confidence", finding.confidence())
          .bind("at", finding.at())
          .add();
    }
    batch.execute();
  }

  /// Nothing is known of the product `key` any more, but for what sources were asked because of a
  /// later change: it is there again. What `source` was asked because of an earlier change, and
  /// answers later, does not come back.
  public static void purge(
      Handle transaction, String key, String source, long sequence, Instant now) {
    transaction
        .createUpdate(
            """
            delete from finding
            where product_key = :key and not exists (
              select 1 from enriched e
              where e.product_key = :key and e.source = finding.source and e.sequence > :sequence)
            """)
        .bind("key", key)
        .bind("sequence", sequence)
        .execute();
    replace(transaction, key, source, sequence, List.of(), now);
  }

  /// Whether `source` was ever asked about the product `key`.
  public static boolean wasAsked(Handle handle, String key, String source) {
    return handle
        .createQuery("select 1 from enriched where product_key = :key and source = :source")
        .bind("key", key)
        .bind("source", source)
        .mapTo(Integer.class)
        .findOne()
        .isPresent();
  }

  /// What was found of the product `key`, by source.
  public static Map<String, List<Finding>> of(Handle handle, String key) {
    var found = new TreeMap<String, List<Finding>>();
    handle
        .createQuery(
            """
            select source, item, field, value, confidence, at from finding
            where product_key = :key order by source, place
            """)
        .bind("key", key)
        .map((row, _) -> Map.entry(row.getString("source"), finding(row)))
        .forEach(
            each ->
                found.computeIfAbsent(each.getKey(), _ -> new ArrayList<>()).add(each.getValue()));
    return found;
  }

  private static Finding finding(ResultSet row) throws SQLException {
    return new Finding(
        Optional.ofNullable(row.getString("item")),
        row.getString("field"),
        row.getString("value"),
        row.getDouble("confidence"),
        Timestamps.instant(row.getString("at")));
  }
}
