package dev.tributary.ingestion.catalogue;

import dev.tributary.ingestion.catalogue.Standing.StatementId;
import dev.tributary.ingestion.model.Product;
import dev.tributary.ingestion.model.Product.Deal;
import dev.tributary.ingestion.model.Product.DisplayArtist;
import dev.tributary.ingestion.model.Product.Item;
import dev.tributary.ingestion.model.Product.Title;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;

/// What counts, in one transaction's eyes: the products, and their items and deals to search by.
final class ProductTable {
  private static final String COLUMNS =
      """
      key, provider, delivery, place, said_at, number, part, owner, action, was_offered, incomplete,
      content_type, title, artist, timeline, document
      """;

  private final Handle handle;

  ProductTable(Handle handle) {
    this.handle = handle;
  }

  /// A product as it is kept.
  ///
  /// @param statement the one that counts
  /// @param title to list it under: an editor's, or the provider's
  /// @param artist likewise
  record Row(
      String key,
      String provider,
      StatementId statement,
      Version version,
      Optional<String> owner,
      Action action,
      boolean wasOffered,
      boolean incomplete,
      String contentType,
      Optional<String> title,
      Optional<String> artist,
      String timeline,
      String document) {

    static Row of(String key, Standing standing, Product shown, String document) {
      var timeline =
          standing.purged()
              ? Timeline.always(ProductState.PURGED)
              : Timeline.of(shown, standing.wasOffered());
      return new Row(
          key,
          ProductKey.parse(key).provider(),
          standing.current().id(),
          standing.current().version(),
          standing.owner(),
          standing.action(),
          standing.wasOffered(),
          ReceivedFiles.areMissingFrom(shown),
          shown.contentType().word(),
          displayTitle(shown.titles()),
          shown.displayArtists().stream().findFirst().map(DisplayArtist::text),
          timeline.toString(),
          document);
    }

    /// The same under another title and artist.
    Row headed(Optional<String> otherTitle, Optional<String> otherArtist) {
      return new Row(
          key,
          provider,
          statement,
          version,
          owner,
          action,
          wasOffered,
          incomplete,
          contentType,
          otherTitle,
          otherArtist,
          timeline,
          document);
    }
  }

  Optional<Row> find(String key) {
    return handle
        .createQuery("select " + COLUMNS + " from product where key = :key")
        .bind("key", key)
        .map((row, _) -> row(row))
        .findOne();
  }

  void delete(String key) {
    handle.createUpdate("delete from product where key = :key").bind("key", key).execute();
  }

  void insert(Row row, Product shown) {
    bind(
            handle.createUpdate(
                "insert into product ("
                    + COLUMNS
                    + """
                    ) values (:key, :provider, :delivery, :place, :said_at, :number, :part, :owner,
                      :action, :was_offered, :incomplete, :content_type, :title, :artist, :timeline,
                      :document)
                    """),
            row)
        .execute();
    insertItems(row.key(), shown.items());
    insertDeals(row.key(), shown.deals());
  }

  void update(Row row, Product shown) {
    bind(
            handle.createUpdate(
                """
                update product set provider = :provider, delivery = :delivery, place = :place,
                  said_at = :said_at, number = :number, part = :part, owner = :owner,
                  action = :action, was_offered = :was_offered, incomplete = :incomplete,
                  content_type = :content_type, title = :title, artist = :artist,
                  timeline = :timeline, document = :document
                where key = :key
                """),
            row)
        .execute();
    deleteFrom("item", row.key());
    deleteFrom("deal", row.key());
    insertItems(row.key(), shown.items());
    insertDeals(row.key(), shown.deals());
  }

  /// Lists `row` under the title and the artist that it has now.
  void head(Row row) {
    handle
        .createUpdate("update product set title = :title, artist = :artist where key = :key")
        .bind("title", row.title())
        .bind("artist", row.artist())
        .bind("key", row.key())
        .execute();
  }

  static Row row(ResultSet row) throws SQLException {
    return new Row(
        row.getString("key"),
        row.getString("provider"),
        new StatementId(row.getString("delivery"), row.getInt("place")),
        Statements.version(row),
        Optional.ofNullable(row.getString("owner")),
        Action.valueOf(row.getString("action")),
        row.getBoolean("was_offered"),
        row.getBoolean("incomplete"),
        row.getString("content_type"),
        Optional.ofNullable(row.getString("title")),
        Optional.ofNullable(row.getString("artist")),
        row.getString("timeline"),
        row.getString("document"));
  }

  private static <S extends SqlStatement<S>> S bind(S statement, Row row) {
    return statement
        .bind("key", row.key())
        .bind("provider", row.provider())
        .bind("delivery", row.statement().delivery())
        .bind("place", row.statement().place())
        .bind("said_at", row.version().time())
        .bind("number", row.version().number())
        .bind("part", row.version().part())
        .bind("owner", row.owner())
        .bind("action", row.action().name())
        .bind("was_offered", row.wasOffered())
        .bind("incomplete", row.incomplete())
        .bind("content_type", row.contentType())
        .bind("title", row.title())
        .bind("artist", row.artist())
        .bind("timeline", row.timeline())
        .bind("document", row.document());
  }

  private void deleteFrom(String table, String key) {
    handle
        .createUpdate("delete from " + table + " where product_key = :key")
        .bind("key", key)
        .execute();
  }

  private void insertItems(String key, List<Item> items) {
    if (items.isEmpty()) {
      return;
    }
    var batch =
        handle.prepareBatch(
            """
            insert into item (product_key, place, ref, isrc, title, duration)
            values (:key, :place, :ref, :isrc, :title, :duration)
            """);
    for (int place = 0; place < items.size(); place++) {
      var item = items.get(place);
      batch
          .bind("key", key)
          .bind("place", place)
          .bind("ref", item.ref())
          .bind("isrc", item.isrc())
          .bind("title", displayTitle(item.titles()))
          .bind("duration", item.duration().map(Duration::toString))
          .add();
    }
    batch.execute();
  }

  private void insertDeals(String key, List<Deal> deals) {
    if (deals.isEmpty()) {
      return;
    }
    var batch =
        handle.prepareBatch(
            """
            insert into deal (product_key, place, models, uses, territories, excluded, items,
              takedown, starts_at, ends_at)
            values (:key, :place, :models, :uses, :territories, :excluded, :items,
              :takedown, :starts_at, :ends_at)
            """);
    for (int place = 0; place < deals.size(); place++) {
      var deal = deals.get(place);
      var validity = Validity.of(deal);
      batch
          .bind("key", key)
          .bind("place", place)
          .bind("models", words(deal.commercialModelType()))
          .bind("uses", words(deal.useType()))
          .bind("territories", words(deal.territories().included()))
          .bind("excluded", words(deal.territories().excluded()))
          .bind("items", words(deal.items()))
          .bind("takedown", deal.takedown())
          .bind("starts_at", validity.flatMap(Validity::start))
          .bind("ends_at", validity.flatMap(Validity::end))
          .add();
    }
    batch.execute();
  }

  private static Optional<String> displayTitle(List<Title> titles) {
    return titles.stream()
        .filter(title -> title.kind() == Title.Kind.DISPLAY)
        .findFirst()
        .or(() -> titles.stream().findFirst())
        .map(Title::text);
  }

  /// A blank around each word, so that one of them is found by `like '% GB %'`.
  private static String words(List<String> words) {
    return words.isEmpty() ? " " : " " + String.join(" ", words) + " ";
  }
}
