package dev.tributary.ingestion.score;

import dev.tributary.database.Schema;
import dev.tributary.database.Timestamps;
import dev.tributary.ingestion.json.Json;
import dev.tributary.ingestion.score.JudgedProducts.Filter;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Update;

/// What products score, and what they scored before. It stands beside the products, in a database
/// of its own: nothing in here changes what anybody says of them.
public final class Scores {
  /// The tables that this needs.
  public static final Schema SCHEMA = new Schema("scores", 1);

  private static final String COLUMNS =
      """
      select product_key, number, provider, content_type, score, lower_bound, upper_bound, scorer,
        attributes, at
      from score
      """;

  private static final String INSERT =
      """
      insert into score (product_key, number, provider, content_type, score, lower_bound,
        upper_bound, scorer, attributes, at)
      values (:key, :number, :provider, :contentType, :score, :lower, :upper, :scorer, :attributes,
        :at)
      on conflict (product_key) do nothing
      """;

  private static final String UPDATE =
      """
      update score set number = :number, provider = :provider, content_type = :contentType,
        score = :score, lower_bound = :lower, upper_bound = :upper, scorer = :scorer,
        attributes = :attributes, at = :at
      where product_key = :key and number = :before
      """;

  private static final String REMEMBER =
      """
      insert into score_history (product_key, number, provider, content_type, score, scorer, at)
      values (:key, :number, :provider, :contentType, :score, :scorer, :at)
      """;

  private Scores() {}

  /// A score as it is kept.
  ///
  /// @param number how often the product was scored otherwise before, and this time
  record Kept(int number, Scored scored) {}

  /// What a product scored once.
  ///
  /// @param at as text that sorts
  public record Past(String key, String provider, String contentType, double score, String at) {}

  /// What the product `key` scores.
  public static Optional<Scored> find(Handle handle, String key) {
    return kept(handle, key).map(Kept::scored);
  }

  static Optional<Kept> kept(Handle handle, String key) {
    return handle
        .createQuery(COLUMNS + "where product_key = :key")
        .bind("key", key)
        .map((row, _) -> new Kept(row.getInt("number"), scored(row)))
        .findOne();
  }

  /// The products that score less than `limit`, the worst first.
  public static List<Scored> below(Handle handle, double limit) {
    return handle
        .createQuery(COLUMNS + "where score < :limit order by score, product_key")
        .bind("limit", limit)
        .map((row, _) -> scored(row))
        .list();
  }

  /// Which of `keys` were scored by this version of a scorer.
  static Set<String> scoredBy(Handle handle, String scorer, Collection<String> keys) {
    return handle
        .createQuery(
            "select product_key from score where scorer = :scorer and product_key in (<keys>)")
        .bind("scorer", scorer)
        .bindList("keys", List.copyOf(keys))
        .mapTo(String.class)
        .collect(Collectors.toSet());
  }

  /// Keeps what a product scores, unless somebody else scored it since `before`: then it may have
  /// been judged by what is not so any more.
  ///
  /// @param before what was kept when it was about to be judged
  /// @return whether this is what is kept now
  static boolean put(Handle transaction, Optional<Kept> before, Scored scored) {
    if (before.filter(kept -> kept.scored().saysTheSameAs(scored)).isPresent()) {
      return true;
    }
    var number = before.map(Kept::number).orElse(0) + 1;
    var isKept =
        bind(transaction.createUpdate(before.isPresent() ? UPDATE : INSERT), number, scored)
                .execute()
            == 1;
    if (isKept && before.filter(kept -> kept.scored().isScoredAs(scored)).isEmpty()) {
      bind(transaction.createUpdate(REMEMBER), number, scored).execute();
    }
    return isKept;
  }

  private static Update bind(Update statement, int number, Scored scored) {
    return statement
        .bind("key", scored.key())
        .bind("number", number)
        .bind("before", number - 1)
        .bind("provider", scored.provider())
        .bind("contentType", scored.contentType())
        .bind("score", scored.score())
        .bind("lower", scored.lower())
        .bind("upper", scored.upper())
        .bind("scorer", scored.scorer())
        .bind("attributes", Json.text(scored.attributes()))
        .bind("at", scored.at());
  }

  /// Nothing is known of the product `key` any more.
  static void remove(Handle transaction, String key) {
    transaction.execute("delete from score where product_key = ?", key);
    transaction.execute("delete from score_history where product_key = ?", key);
  }

  /// Tells what the products scored that `filter` lets through, the latest last. A product is told
  /// of whenever its score, or the scorer, became another one.
  public static void forEachPast(Handle handle, Filter filter, Consumer<Past> told) {
    try (var rows =
        handle
            .createQuery(
                """
                select product_key, provider, content_type, score, at from score_history
                where (:provider = '' or provider = :provider)
                  and (:contentType = '' or content_type = :contentType)
                order by at, product_key, number
                """)
            .bind("provider", filter.provider().orElse(""))
            .bind("contentType", filter.contentType().orElse(""))
            .map((row, _) -> past(row))
            .stream()) {
      rows.forEach(told);
    }
  }

  private static Past past(ResultSet row) throws SQLException {
    return new Past(
        row.getString("product_key"),
        row.getString("provider"),
        row.getString("content_type"),
        row.getDouble("score"),
        row.getString("at"));
  }

  private static Scored scored(ResultSet row) throws SQLException {
    var attributes = new LinkedHashMap<String, Double>();
    Json.tree(row.getString("attributes"))
        .properties()
        .forEach(each -> attributes.put(each.getKey(), each.getValue().doubleValue()));
    return new Scored(
        row.getString("product_key"),
        row.getString("provider"),
        row.getString("content_type"),
        row.getDouble("score"),
        row.getDouble("lower_bound"),
        row.getDouble("upper_bound"),
        row.getString("scorer"),
        attributes,
        Timestamps.instant(row.getString("at")));
  }
}
