package dev.tributary.ingestion.catalogue;

import dev.tributary.database.Timestamps;
import dev.tributary.ingestion.catalogue.ReceivedFiles.ReceivedFile;
import dev.tributary.ingestion.catalogue.Standing.Entry;
import dev.tributary.ingestion.catalogue.Standing.StatementId;
import dev.tributary.ingestion.json.Json;
import dev.tributary.ingestion.model.CanonicalDocument.Intent;
import dev.tributary.ingestion.model.Product;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// Everything that was said, in one transaction's eyes.
final class Statements {
  private final Handle handle;

  Statements(Handle handle) {
    this.handle = handle;
  }

  /// A statement as it is kept.
  ///
  /// @param product the key of the product that it counts for; none if that is ambiguous
  /// @param mapping version of the mapping that made it
  record Kept(
      String ownKey,
      Optional<String> product,
      Version version,
      Optional<String> sender,
      Intent intent,
      String mapping,
      String document) {

    static Kept of(
        Statement statement, ProductKey ownKey, Optional<String> product, String document) {
      return new Kept(
          ownKey.toString(),
          product,
          statement.version(),
          statement.sender(),
          statement.intent(),
          statement.mapping(),
          document);
    }

    /// What was said as `id`, said by the version `otherMapping` of the mapping.
    Statement statement(StatementId id, String otherMapping) {
      return new Statement(
          ProductKey.parse(ownKey).provider(),
          sender,
          id.delivery(),
          id.place(),
          version,
          intent,
          otherMapping,
          Json.readOwn(document, Product.class));
    }
  }

  /// What `id` says, so far.
  Optional<Kept> find(StatementId id) {
    return handle
        .createQuery(
            """
            select own_key, product_key, said_at, number, part, sender, intent, mapping,
              document
            from statement where delivery = :delivery and place = :place
            """)
        .bind("delivery", id.delivery())
        .bind("place", id.place())
        .map((row, _) -> kept(row))
        .findOne();
  }

  /// What `delivery` says at the place `place` or later.
  List<StatementId> beyond(String delivery, int place) {
    return handle
        .createQuery(
            """
            select delivery, place from statement
            where delivery = :delivery and place >= :place order by place
            """)
        .bind("delivery", delivery)
        .bind("place", place)
        .map((row, _) -> id(row))
        .list();
  }

  /// Forgets what `id` says.
  ///
  /// @return the keys that its identifiers make
  List<String> remove(StatementId id) {
    var keys =
        handle
            .createQuery(
                "select key from product_identifier where delivery = :delivery and place = :place")
            .bind("delivery", id.delivery())
            .bind("place", id.place())
            .mapTo(String.class)
            .list();
    handle
        .createUpdate("delete from statement where delivery = :delivery and place = :place")
        .bind("delivery", id.delivery())
        .bind("place", id.place())
        .execute();
    return keys;
  }

  /// Keeps `statement`, of which nothing is kept so far.
  void add(Statement statement, Kept kept) {
    handle
        .createUpdate(
            """
            insert into statement (delivery, place, provider, own_key, product_key, said_at, number,
              part, sender, intent, has_deal, offers, mapping, document)
            values (:delivery, :place, :provider, :own_key, :product_key, :said_at, :number,
              :part, :sender, :intent, :has_deal, :offers, :mapping, :document)
            """)
        .bind("delivery", statement.delivery())
        .bind("place", statement.place())
        .bind("provider", statement.provider())
        .bind("own_key", kept.ownKey())
        .bind("product_key", kept.product())
        .bind("said_at", kept.version().time())
        .bind("number", kept.version().number())
        .bind("part", kept.version().part())
        .bind("sender", kept.sender())
        .bind("intent", kept.intent().name())
        .bind("has_deal", !statement.product().deals().isEmpty())
        .bind("offers", offers(statement))
        .bind("mapping", kept.mapping())
        .bind("document", kept.document())
        .execute();
    addIdentifiers(statement, kept.ownKey());
    addFiles(statement);
  }

  /// What was said of the product `key`, in no order.
  List<Entry> of(String key) {
    return handle
        .createQuery(
            """
            select delivery, place, said_at, number, part, sender, intent, has_deal, offers
            from statement where product_key = :key
            """)
        .bind("key", key)
        .map((row, _) -> entry(row))
        .list();
  }

  /// Whether a statement has the own key `key`, whatever product it speaks of.
  boolean isOwnKey(String key) {
    return handle
        .createQuery("select 1 from statement where own_key = :key limit 1")
        .bind("key", key)
        .mapTo(Integer.class)
        .findOne()
        .isPresent();
  }

  /// The product that the statements with the own key `key` speak of; none if that is ambiguous.
  Optional<String> adopter(String key) {
    return handle
        .createQuery(
            """
            select product_key from statement
            where own_key = :key and product_key is not null limit 1
            """)
        .bind("key", key)
        .mapTo(String.class)
        .findOne();
  }

  /// The product as `id` states it.
  Product product(StatementId id) {
    return Json.readOwn(
        handle
            .createQuery(
                "select document from statement where delivery = :delivery and place = :place")
            .bind("delivery", id.delivery())
            .bind("place", id.place())
            .mapTo(String.class)
            .one(),
        Product.class);
  }

  /// The files that came with `entries`, in their order.
  ReceivedFiles files(String key, List<Entry> entries) {
    var byStatement = new HashMap<StatementId, List<ReceivedFile>>();
    handle
        .createQuery(
            """
            select f.delivery, f.place, f.file, f.declared, f.sha256, f.bytes
            from asset_file f join statement s on s.delivery = f.delivery and s.place = f.place
            where s.product_key = :key
            """)
        .bind("key", key)
        .map(
            (row, _) -> byStatement.computeIfAbsent(id(row), _ -> new ArrayList<>()).add(file(row)))
        .list();
    return new ReceivedFiles(
        entries.stream()
            .flatMap(entry -> byStatement.getOrDefault(entry.id(), List.of()).stream())
            .toList());
  }

  /// A product is offered by a deal that has not ended when the statement is made.
  private static boolean offers(Statement statement) {
    return statement.product().deals().stream()
        .flatMap(deal -> Validity.of(deal).stream())
        .anyMatch(validity -> !validity.hasEndedAt(statement.version().time()));
  }

  private void addIdentifiers(Statement statement, String ownKey) {
    var batch =
        handle.prepareBatch(
            """
            insert into product_identifier (delivery, place, own_key, key, type, value)
            values (:delivery, :place, :own_key, :key, :type, :value)
            on conflict do nothing
            """);
    for (var identifier : statement.product().identifiers()) {
      var key = ProductKey.of(statement.provider(), identifier);
      batch
          .bind("delivery", statement.delivery())
          .bind("place", statement.place())
          .bind("own_key", ownKey)
          .bind("key", key.toString())
          .bind("type", key.type())
          .bind("value", key.type().matches("icpn|isbn") ? key.value() : identifier.value())
          .add();
    }
    batch.execute();
  }

  private void addFiles(Statement statement) {
    var files =
        statement.product().assets().stream()
            .flatMap(asset -> ReceivedFile.of(asset).stream())
            .toList();
    if (files.isEmpty()) {
      return;
    }
    var batch =
        handle.prepareBatch(
            """
            insert into asset_file (delivery, place, file, declared, sha256, bytes)
            values (:delivery, :place, :file, :declared, :sha256, :bytes)
            on conflict do nothing
            """);
    for (var file : files) {
      batch
          .bind("delivery", statement.delivery())
          .bind("place", statement.place())
          .bind("file", file.name())
          .bind("declared", file.declared())
          .bind("sha256", file.sha256())
          .bind("bytes", file.bytes())
          .add();
    }
    batch.execute();
  }

  private static Kept kept(ResultSet row) throws SQLException {
    return new Kept(
        row.getString("own_key"),
        Optional.ofNullable(row.getString("product_key")),
        version(row),
        Optional.ofNullable(row.getString("sender")),
        Intent.valueOf(row.getString("intent")),
        row.getString("mapping"),
        row.getString("document"));
  }

  private static Entry entry(ResultSet row) throws SQLException {
    return new Entry(
        id(row),
        version(row),
        Optional.ofNullable(row.getString("sender")),
        Intent.valueOf(row.getString("intent")),
        row.getBoolean("has_deal"),
        row.getBoolean("offers"));
  }

  private static StatementId id(ResultSet row) throws SQLException {
    return new StatementId(row.getString("delivery"), row.getInt("place"));
  }

  static Version version(ResultSet row) throws SQLException {
    return new Version(
        Timestamps.instant(row.getString("said_at")), row.getLong("number"), row.getInt("part"));
  }

  private static ReceivedFile file(ResultSet row) throws SQLException {
    return new ReceivedFile(
        row.getString("file"),
        Optional.ofNullable(row.getString("declared")),
        row.getString("sha256"),
        row.getLong("bytes"));
  }
}
