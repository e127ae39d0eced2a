package dev.tributary.ingestion.score;

import dev.tributary.database.DatabaseReader;
import dev.tributary.ingestion.asset.InspectAssets;
import dev.tributary.ingestion.asset.Inspected;
import dev.tributary.ingestion.asset.Measured;
import dev.tributary.ingestion.json.Json;
import dev.tributary.ingestion.model.Product;
import dev.tributary.ingestion.score.ProductAttributes.OfOthers;
import dev.tributary.ingestion.score.ProductAttributes.Violations;
import dev.tributary.ingestion.trust.Enriched;
import dev.tributary.ingestion.trust.ShownProducts.Found;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import tools.jackson.databind.JsonNode;

/// Tells what products of the catalogue can be judged by. Safe for use by many threads.
public final class JudgedProducts {
  private static final int PAGE = 200;

  private static final String SELECT =
      """
      select p.key, p.provider, p.content_type, p.said_at, p.title, p.document,
        (select count(*) from (%1$s) v where v.severity = 'ERROR') as errors,
        (select count(*) from (%1$s) v where v.severity = 'WARNING') as warnings,
        (select count(*) from (%1$s) v where v.severity = 'INFO') as infos
      from product p
      where p.action <> 'PURGE' and p.key > :after
      """
          .formatted(
              """
              select severity from violation where delivery = p.delivery
              union all select severity from file_violation
                where delivery = p.delivery and product_key = p.key
              """);

  private final DatabaseReader catalogue;
  private final Found found;

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

  /// A product as the catalogue has it.
  private record Row(
      String key,
      String provider,
      String contentType,
      String saidAt,
      Optional<String> title,
      JsonNode document,
      Violations violations) {}

  /// Products of `catalogue`, with what was `found` of them.
  public JudgedProducts(DatabaseReader catalogue, Found found) {
    this.catalogue = catalogue;
    this.found = found;
  }

  /// The product `key`; none if it was purged, or has become another one's.
  public Optional<JudgedProduct> find(String key) throws InterruptedException {
    var filter = new Filter(Optional.of(key), Optional.empty(), Optional.empty());
    var rows = catalogue.read(handle -> page(handle, filter, ""));
    return rows.isEmpty() ? Optional.empty() : Optional.of(judged(rows.getFirst()));
  }

  /// Whether the product `key` is there, and not purged.
  boolean has(String key) throws InterruptedException {
    return catalogue.read(
        handle ->
            handle
                .createQuery("select 1 from product where action <> 'PURGE' and key = :key")
                .bind("key", key)
                .mapTo(Integer.class)
                .findOne()
                .isPresent());
  }

  /// Tells `judge` of all products that are not purged, by key. Few of them are in memory at a
  /// time.
  public void forEach(Filter filter, Consumer<JudgedProduct> judge) throws InterruptedException {
    for (var rows = page(filter, ""); !rows.isEmpty(); rows = page(filter, last(rows))) {
      for (var row : rows) {
        judge.accept(judged(row));
      }
    }
  }

  /// The keys of the next few products after the key `after` that are not purged; none if there are
  /// no more.
  List<String> keys(String after) throws InterruptedException {
    return catalogue.read(
        handle ->
            handle
                .createQuery(
                    """
                    select key from product where action <> 'PURGE' and key > :after
                    order by key limit :page
                    """)
                .bind("after", after)
                .bind("page", PAGE)
                .mapTo(String.class)
                .list());
  }

  private List<Row> page(Filter filter, String after) throws InterruptedException {
    return catalogue.read(handle -> page(handle, filter, after));
  }

  private static String last(List<Row> rows) {
    return rows.getLast().key();
  }

  private static List<Row> page(Handle handle, Filter filter, String after) {
    var query =
        handle
            .createQuery(SELECT + conditions(filter) + " order by p.key limit :page")
            .bind("after", after)
            .bind("page", PAGE);
    filter.key().ifPresent(key -> query.bind("key", key));
    filter.provider().ifPresent(provider -> query.bind("provider", provider));
    filter.contentType().ifPresent(type -> query.bind("contentType", type));
    return query.map((row, _) -> row(row)).list();
  }

  /// Only those that narrow it, so that indexes can answer them.
  private static String conditions(Filter filter) {
    return filter.key().map(_ -> " and p.key = :key").orElse("")
        + filter.provider().map(_ -> " and p.provider = :provider").orElse("")
        + filter.contentType().map(_ -> " and p.content_type = :contentType").orElse("");
  }

  private static Row row(ResultSet row) throws SQLException {
    return new Row(
        row.getString("key"),
        row.getString("provider"),
        row.getString("content_type"),
        row.getString("said_at"),
        Optional.ofNullable(row.getString("title")),
        Json.tree(row.getString("document")),
        new Violations(row.getLong("errors"), row.getLong("warnings"), row.getLong("infos")));
  }

  private JudgedProduct judged(Row row) throws InterruptedException {
    var product = Json.readOwn(row.document(), Product.class);
    return new JudgedProduct(
        row.key(),
        row.provider(),
        row.contentType(),
        row.saidAt(),
        row.title(),
        ProductAttributes.of(product, row.violations(), others(row)));
  }

  private OfOthers others(Row row) throws InterruptedException {
    var opinions =
        Enriched.of(row.document(), found.of(row.key())).stream()
            .filter(each -> !each.source().equals(InspectAssets.NAME))
            .toList();
    var files =
        Inspected.of(row.document(), found.files(Inspected.contents(row.document()))).stream()
            .filter(file -> file.kind().equals("cover"))
            .map(Inspected::measured);
    return new OfOthers(
        opinions.size(), opinions.stream().filter(Enriched::conflicting).count(), artwork(files));
  }

  /// The shorter edge of the largest, in pixels.
  private static int artwork(Stream<Measured> covers) {
    return covers
        .flatMap(cover -> cover.image().stream())
        .mapToInt(image -> Math.min(image.width(), image.height()))
        .max()
        .orElse(0);
  }
}
