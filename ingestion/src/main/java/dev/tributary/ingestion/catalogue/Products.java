package dev.tributary.ingestion.catalogue;

import dev.tributary.database.Patterns;
import dev.tributary.database.Timestamps;
import dev.tributary.ingestion.catalogue.Standing.StatementId;
import dev.tributary.ingestion.catalogue.Statements.Kept;
import dev.tributary.ingestion.json.Changes.Change;
import dev.tributary.ingestion.json.Json;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import tools.jackson.databind.node.ObjectNode;

/// Finds and shows products. What is shown is the same in two catalogues that were fed the same
/// deliveries in another order.
public final class Products {
  private Products() {}

  /// Which products to list; each part that is present narrows the list.
  ///
  /// @param text somewhere in the title, the artist or the key, whatever the case
  /// @param state at the instant asked for; purged products are listed only if this asks for them
  public record Filter(
      Optional<String> provider, Optional<String> text, Optional<ProductState> state) {

    /// All that is not purged.
    public static Filter all() {
      return new Filter(Optional.empty(), Optional.empty(), Optional.empty());
    }
  }

  /// A product in a list.
  ///
  /// @param currentDelivery the delivery whose statement counts
  public record Summary(
      String key,
      Optional<String> title,
      Optional<String> artist,
      String contentType,
      ProductState state,
      String currentDelivery) {}

  /// What is known by a key or an identifier.
  public sealed interface Lookup {
    /// One product.
    record Found(ObjectNode document) implements Lookup {}

    /// None.
    record Unknown() implements Lookup {}

    /// Several; one of these keys says which.
    record Ambiguous(List<String> keys) implements Lookup {}
  }

  /// One change of a product.
  ///
  /// @param delivery by which it came
  /// @param saidAt the time of the statement
  /// @param mapping the version of the mapping that read it; empty for what came before versions
  ///   were kept
  /// @param editor who changed it, if it was an editor; `delivery` is then whose statement counts
  /// @param why the editor did
  public record HistoryEntry(
      String delivery,
      Instant saidAt,
      Action action,
      List<Change> changes,
      Instant appliedAt,
      String mapping,
      Optional<String> editor,
      Optional<String> why) {}

  /// The products that `filter` lets through, by key.
  ///
  /// @param limit how many at most
  /// @param now the instant whose states are told
  public static List<Summary> list(Handle handle, Filter filter, int limit, Instant now) {
    try (var rows =
        handle
            .createQuery(
                """
                select key, title, artist, content_type, timeline, delivery from product
                where (:provider = '' or provider = :provider)
                  and (:text = '' or lower(
                    key || '\n' || coalesce(title, '') || '\n' || coalesce(artist, ''))
                      like :pattern escape '!')
                order by key
                """)
            .bind("provider", filter.provider().orElse(""))
            .bind("text", filter.text().orElse(""))
            .bind("pattern", Patterns.anywhere(filter.text().orElse("")))
            .map((row, _) -> summary(row, now))
            .stream()) {
      return rows.filter(summary -> isAskedFor(summary.state(), filter.state()))
          .limit(limit)
          .toList();
    }
  }

  /// The product `key` as lists have it; none if there is none.
  ///
  /// @param now the instant whose state is told
  public static Optional<Summary> summary(Handle handle, String key, Instant now) {
    return handle
        .createQuery(
            """
            select key, title, artist, content_type, timeline, delivery from product
            where key = :key
            """)
        .bind("key", key)
        .map((row, _) -> summary(row, now))
        .findOne();
  }

  /// The product that `text` names: a key, with its provider or without, a key of earlier days, or
  /// any of its identifiers, a barcode with or without leading zeros.
  public static Lookup find(Handle handle, String text, Instant now) {
    var keys = keys(handle, text);
    return switch (keys.size()) {
      case 0 -> new Lookup.Unknown();
      case 1 -> new Lookup.Found(document(handle, keys.getFirst(), now));
      default -> new Lookup.Ambiguous(keys);
    };
  }

  /// When the statement was made that counts for the product `key`.
  public static Optional<Instant> saidAt(Handle handle, String key) {
    return handle
        .createQuery("select said_at from product where key = :key")
        .bind("key", key)
        .mapTo(String.class)
        .findOne()
        .map(Timestamps::instant);
  }

  /// What happened to the product `key`, the latest last.
  public static List<HistoryEntry> history(Handle handle, String key) {
    return handle
        .createQuery(
            """
            select delivery, said_at, action, changes, applied_at, mapping, editor, why from history
            where product_key = :key order by sequence
            """)
        .bind("key", key)
        .map((row, _) -> historyEntry(row))
        .list();
  }

  /// Which of `keys` are those of products.
  public static Set<String> existing(Handle handle, Collection<String> keys) {
    return keys.isEmpty()
        ? Set.of()
        : handle
            .createQuery("select key from product where key in (<keys>)")
            .bindList("keys", List.copyOf(keys))
            .mapTo(String.class)
            .collect(Collectors.toSet());
  }

  private static boolean isAskedFor(ProductState state, Optional<ProductState> wanted) {
    return wanted.map(state::equals).orElse(state != ProductState.PURGED);
  }

  private static List<String> keys(Handle handle, String text) {
    var byKey =
        handle
            .createQuery(
                """
                select key from product where key = :text
                union select product_key from statement
                where own_key = :text and product_key is not null
                """)
            .bind("text", text)
            .mapTo(String.class)
            .list();
    return byKey.isEmpty() ? keysByIdentifier(handle, text) : byKey;
  }

  private static List<String> keysByIdentifier(Handle handle, String text) {
    int colon = text.indexOf(':');
    var type = colon < 0 ? "" : text.substring(0, colon).toLowerCase(Locale.ROOT);
    var keys = new TreeSet<>(keysByValue(handle, text, ""));
    if (keys.isEmpty() && !type.isEmpty()) {
      keys.addAll(keysByValue(handle, text.substring(colon + 1), type));
    }
    return List.copyOf(keys);
  }

  private static List<String> keysByValue(Handle handle, String value, String type) {
    return handle
        .createQuery(
            """
            select distinct s.product_key
            from product_identifier i join statement s on s.delivery = i.delivery and s.place = i.place
            where i.value in (<values>) and (:type = '' or i.type = :type)
              and s.product_key is not null
            """)
        .bindList("values", spellings(value))
        .bind("type", type)
        .mapTo(String.class)
        .list();
  }

  /// As told, without separators, and as a GTIN of 14 digits.
  private static List<String> spellings(String value) {
    var compact = value.strip().replaceAll("[\\s-]", "").toUpperCase(Locale.ROOT);
    var gtin = ProductKey.gtin(compact.replaceFirst("^0+", ""));
    return Arrays.asList(value, compact, gtin);
  }

  private static ObjectNode document(Handle handle, String key, Instant now) {
    var row = new ProductTable(handle).find(key).orElseThrow();
    var document = Json.object();
    document.put("key", row.key());
    document.put("provider", row.provider());
    document.put("state", Timeline.parse(row.timeline()).at(now).name());
    document.put("currentDelivery", row.statement().delivery());
    document.put("mapping", mapping(handle, row.statement()));
    document.put("incomplete", row.incomplete());
    document.setAll((ObjectNode) Json.tree(row.document()));
    return document;
  }

  private static String mapping(Handle handle, StatementId id) {
    return new Statements(handle).find(id).map(Kept::mapping).orElse("");
  }

  private static Summary summary(ResultSet row, Instant now) throws SQLException {
    return new Summary(
        row.getString("key"),
        Optional.ofNullable(row.getString("title")),
        Optional.ofNullable(row.getString("artist")),
        row.getString("content_type"),
        Timeline.parse(row.getString("timeline")).at(now),
        row.getString("delivery"));
  }

  private static HistoryEntry historyEntry(ResultSet row) throws SQLException {
    return new HistoryEntry(
        row.getString("delivery"),
        Timestamps.instant(row.getString("said_at")),
        Action.valueOf(row.getString("action")),
        List.of(Json.readOwn(row.getString("changes"), Change[].class)),
        Timestamps.instant(row.getString("applied_at")),
        row.getString("mapping"),
        Optional.ofNullable(row.getString("editor")),
        Optional.ofNullable(row.getString("why")));
  }
}
