package dev.tributary.ingestion.catalogue;

import dev.tributary.database.Timestamps;
import dev.tributary.ingestion.catalogue.Products.Lookup.Ambiguous;
import dev.tributary.ingestion.catalogue.Products.Lookup.Found;
import dev.tributary.ingestion.catalogue.Products.Lookup.Unknown;
import dev.tributary.ingestion.json.Changes.Change;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import tools.jackson.databind.node.ObjectNode;

/// What editors changed. It stands beside what providers say and touches nothing of that: an update
/// of the provider's leaves it as it is, and whatever is undone, the provider's word is there. Only
/// a purge takes it along.
///
/// Requests are applied in the order in which they come; the last one of a field counts. A product
/// that others were adopted by (docs/adr/0005) has the changes of those, too.
public final class Edits {
  private static final String OF_PRODUCT =
      """
      (product_key = :key
        or product_key in (select own_key from statement where product_key = :key))
      """;

  private Edits() {}

  /// What became of a request.
  ///
  /// @param refused why it was not done, if it was not
  public record Outcome(Optional<String> refused) {}

  /// Does what `request` asks, or writes down why not.
  ///
  /// @return what others are to be told; nothing if no value is another than before
  public static Optional<ProductChange> apply(
      Handle transaction, EditRequest request, Instant now) {
    try {
      var product = product(transaction, request);
      var checked = request.checked(product);
      var before = current(transaction, product.path("key").asString(""), checked);
      if (before.isEmpty() && checked.value().isEmpty()) {
        throw new IllegalArgumentException(
            "expected an editor's change of %s to undo, found none".formatted(request.field()));
      }
      insert(transaction, checked, checked.value(), Optional.empty());
      return changed(transaction, product, checked, before, now);
    } catch (IllegalArgumentException unfit) {
      var reason = Optional.of(String.valueOf(unfit.getMessage()));
      insert(transaction, request, Optional.empty(), reason);
      return Optional.empty();
    }
  }

  private static ObjectNode product(Handle transaction, EditRequest request) {
    if (isPurgedSince(transaction, request)) {
      throw new IllegalArgumentException(
          "%s was purged since this was asked for".formatted(request.product()));
    }
    return switch (Products.find(transaction, request.product(), request.at())) {
      case Found(var document) -> document;
      case Unknown _, Ambiguous _ ->
          throw new IllegalArgumentException("%s is not there".formatted(request.product()));
    };
  }

  /// What another product adopted is there, under the key of that.
  private static boolean isPurgedSince(Handle transaction, EditRequest request) {
    return transaction
            .createQuery(
                """
                select count(*) from history
                where product_key = :key and action = 'PURGE' and sequence > :seen
                  and own_key <> :alone
                """)
            .bind("key", request.product())
            .bind("seen", request.seen())
            .bind("alone", History.OF_KEY_ALONE)
            .mapTo(Long.class)
            .one()
        > 0;
  }

  private static void insert(
      Handle transaction, EditRequest request, Optional<String> value, Optional<String> refused) {
    transaction
        .createUpdate(
            """
            insert into edit (id, number, product_key, item, field, value, who, why, at, refused)
            values (:id, (select coalesce(max(number), 0) + 1 from edit), :key, :item, :field,
              :value, :who, :why, :at, :refused)
            """)
        .bind("id", request.id())
        .bind("key", request.product())
        .bind("item", request.item())
        .bind("field", request.field())
        .bind("value", value)
        .bind("who", request.who())
        .bind("why", request.why())
        .bind("at", request.at())
        .bind("refused", refused)
        .execute();
  }

  private static Optional<ProductChange> changed(
      Handle transaction,
      ObjectNode product,
      EditRequest request,
      Optional<String> before,
      Instant now) {
    var about =
        request
            .item()
            .flatMap(name -> ProductItems.find(product, name).stream().findFirst())
            .orElse(product);
    var field = Field.named(request.field(), request.item().isPresent());
    var said = field.said(about);
    var shown = before.or(() -> said);
    var shows = request.value().or(() -> said);
    if (shown.equals(shows)) {
      return Optional.empty();
    }
    var item = request.item().flatMap(name -> ProductItems.path(product, name));
    var path = item.map(at -> at + ".").orElse("") + field.path(about);
    var table = new ProductTable(transaction);
    var row = table.find(product.path("key").asString("")).orElseThrow();
    var stated = row.headed(Field.TITLE.said(product), Field.ARTIST.said(product));
    table.head(headed(transaction, stated));
    return Optional.of(
        new History(transaction).addEdit(row, request, new Change(path, shown, shows), now));
  }

  /// What editors say of the product `key`, each field once, in the order in which they did.
  public static List<Edit> current(Handle handle, String key) {
    var current = new ArrayList<Edit>();
    for (var edit : all(handle, key)) {
      current.removeIf(earlier -> earlier.isOfSame(edit.item(), edit.field()));
      if (edit.value().isPresent()) {
        current.add(edit);
      }
    }
    return List.copyOf(current);
  }

  private static Optional<String> current(Handle handle, String key, EditRequest request) {
    return current(handle, key).stream()
        .filter(edit -> edit.isOfSame(request.item(), request.field()))
        .findFirst()
        .flatMap(Edit::value);
  }

  private static List<Edit> all(Handle handle, String key) {
    return handle
        .createQuery(
            "select item, field, value, who, why, at from edit where refused is null and "
                + OF_PRODUCT
                + " order by number")
        .bind("key", key)
        .map((row, _) -> edit(row))
        .list();
  }

  private static Edit edit(ResultSet row) throws SQLException {
    return new Edit(
        Optional.ofNullable(row.getString("item")),
        row.getString("field"),
        Optional.ofNullable(row.getString("value")),
        row.getString("who"),
        row.getString("why"),
        Timestamps.instant(row.getString("at")));
  }

  /// What became of the request `id`; empty until it was worked on.
  public static Optional<Outcome> outcome(Handle handle, String id) {
    return handle
        .createQuery("select refused from edit where id = :id")
        .bind("id", id)
        .map((row, _) -> new Outcome(Optional.ofNullable(row.getString("refused"))))
        .findOne();
  }

  /// `row` with the title and the artist that editors say it has.
  static ProductTable.Row headed(Handle handle, ProductTable.Row row) {
    var title = row.title();
    var artist = row.artist();
    for (var edit : current(handle, row.key())) {
      if (edit.isOfSame(Optional.empty(), Field.TITLE.word())) {
        title = edit.value();
      } else if (edit.isOfSame(Optional.empty(), Field.ARTIST.word())) {
        artist = edit.value();
      }
    }
    return row.headed(title, artist);
  }

  /// Nothing that editors said of the product `key` is known any more.
  static void purge(Handle transaction, String key) {
    transaction.createUpdate("delete from edit where " + OF_PRODUCT).bind("key", key).execute();
  }
}
