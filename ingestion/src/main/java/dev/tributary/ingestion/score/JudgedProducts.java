package dev.tributary.ingestion.score;

import dev.tributary.ingestion.json.Json;
import dev.tributary.ingestion.model.Product;
import dev.tributary.ingestion.score.ProductAttributes.Violations;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;

/// Reads the attributes of products out of the catalogue.
public final class JudgedProducts {
  private JudgedProducts() {}

  /// A product and what it can be judged by.
  ///
  /// @param contentType its word, such as `MusicRelease`
  /// @param saidAt the time of the statement that counts, as text that sorts
  public record JudgedProduct(
      String key,
      String provider,
      String contentType,
      String saidAt,
      Optional<String> title,
      Map<String, Double> attributes) {}

  /// Which products; each part that is present narrows the list.
  public record Filter(
      Optional<String> key, Optional<String> provider, Optional<String> contentType) {}

  /// Tells `judge` of all products that are not purged, by key. One of them is in memory at a time.
  public static void forEach(Handle handle, Filter filter, Consumer<JudgedProduct> judge) {
    try (var rows =
        handle
            .createQuery(
                """
                select p.key, p.provider, p.content_type, p.said_at, p.title, p.document,
                  (select count(*) from violation v
                    where v.delivery = p.delivery and v.severity = 'ERROR') as errors,
                  (select count(*) from violation v
                    where v.delivery = p.delivery and v.severity = 'WARNING') as warnings,
                  (select count(*) from violation v
                    where v.delivery = p.delivery and v.severity = 'INFO') as infos
                from product p
                where p.action <> 'PURGE'
                  and (:key = '' or p.key = :key)
                  and (:provider = '' or p.provider = :provider)
                  and (:contentType = '' or p.content_type = :contentType)
                order by p.key
                """)
            .bind("key", filter.key().orElse(""))
            .bind("provider", filter.provider().orElse(""))
            .bind("contentType", filter.contentType().orElse(""))
            .map((row, _) -> judged(row))
            .stream()) {
      rows.forEach(judge);
    }
  }

  private static JudgedProduct judged(ResultSet row) throws SQLException {
    var violations =
        new Violations(row.getLong("errors"), row.getLong("warnings"), row.getLong("infos"));
    var product = Json.readOwn(row.getString("document"), Product.class);
    return new JudgedProduct(
        row.getString("key"),
        row.getString("provider"),
        row.getString("content_type"),
        row.getString("said_at"),
        Optional.ofNullable(row.getString("title")),
        ProductAttributes.of(product, violations));
  }
}
