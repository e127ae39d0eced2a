package dev.tributary.ingestion.catalogue;

import dev.tributary.database.Database;
import dev.tributary.database.DatabaseDefinition;
import dev.tributary.ingestion.json.Json;
import dev.tributary.ingestion.model.CanonicalDocument.Intent;
import dev.tributary.ingestion.model.Product;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import tools.jackson.databind.node.ObjectNode;

/// A catalogue in a database of its own.
final class TestCatalogue implements AutoCloseable {
  static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");
  static final String LABEL = "PADPIDA2026010101A";

  /// Version of a mapping.
  static final String MAPPING = "ern 4.3 abc";

  private final Database database;
  private final Catalogue catalogue = new Catalogue(() -> NOON);

  TestCatalogue(TestStorage storage, Path folder) {
    database = storage.open(folder, DatabaseDefinition.of("catalogue", Catalogue.SCHEMA));
  }

  /// What the label says at `hour` of the first of June, in the delivery `delivery`.
  static Statement says(int hour, String delivery, Product product) {
    return statement(hour, delivery, Optional.of(LABEL), Intent.STATE, product);
  }

  static Statement purges(int hour, String delivery, Product product) {
    return statement(hour, delivery, Optional.of(LABEL), Intent.PURGE, product);
  }

  static Statement statement(
      int hour, String delivery, Optional<String> sender, Intent intent, Product product) {
    var time = Instant.parse("2026-06-01T00:00:00Z").plusSeconds(hour * 3_600L);
    return new Statement(
        "acme", sender, delivery, 0, new Version(time, 1, 0), intent, MAPPING, product);
  }

  StatementOutcome apply(Statement statement) throws InterruptedException {
    return database.write(transaction -> catalogue.apply(transaction, statement));
  }

  /// All that a delivery says of `stated` products.
  Catalogue.Taken apply(List<Statement> statements, int stated) throws InterruptedException {
    return database.write(transaction -> catalogue.apply(transaction, statements, stated));
  }

  /// What others are told of it.
  Optional<ProductChange> edit(EditRequest request) throws InterruptedException {
    return database.write(transaction -> Edits.apply(transaction, request, NOON));
  }

  List<Edit> edits(String key) throws InterruptedException {
    return database.read(handle -> Edits.current(handle, key));
  }

  Optional<String> refused(EditRequest request) throws InterruptedException {
    return database
        .read(handle -> Edits.outcome(handle, request.id()))
        .flatMap(Edits.Outcome::refused);
  }

  long latest() throws InterruptedException {
    return database.read(History::latest);
  }

  ObjectNode product(String text) throws InterruptedException {
    return productAt(text, NOON);
  }

  ObjectNode productAt(String text, Instant now) throws InterruptedException {
    return switch (lookup(text, now)) {
      case Products.Lookup.Found(var document) -> document;
      case Products.Lookup.Unknown _ -> throw new AssertionError("unknown: " + text);
      case Products.Lookup.Ambiguous(var keys) -> throw new AssertionError("ambiguous: " + keys);
    };
  }

  Products.Lookup lookup(String text) throws InterruptedException {
    return lookup(text, NOON);
  }

  private Products.Lookup lookup(String text, Instant now) throws InterruptedException {
    return database.read(handle -> Products.find(handle, text, now));
  }

  List<Products.HistoryEntry> history(String key) throws InterruptedException {
    return database.read(handle -> Products.history(handle, key));
  }

  List<Products.Summary> list(Products.Filter filter, int limit) throws InterruptedException {
    return database.read(handle -> Products.list(handle, filter, limit, NOON));
  }

  /// All that is to be seen of the catalogue.
  String dump() throws InterruptedException {
    return database.read(TestCatalogue::dump);
  }

  static String dump(Handle handle) {
    var documents =
        handle.createQuery("select key from product order by key").mapTo(String.class).stream()
            .map(key -> Products.find(handle, key, NOON))
            .map(found -> Json.text(((Products.Lookup.Found) found).document()))
            .toList();
    return String.join("\n", documents);
  }

  void clear() throws InterruptedException {
    database.write(
        transaction ->
            transaction.execute("delete from product")
                + transaction.execute("delete from history")
                + transaction.execute("delete from statement"));
  }

  @Override
  public void close() {
    database.close();
  }
}
