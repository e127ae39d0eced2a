package dev.tributary.ingestion.catalogue;

import dev.tributary.database.Timestamps;
import dev.tributary.ingestion.json.Changes.Change;
import dev.tributary.ingestion.json.Json;
import dev.tributary.ingestion.model.Product.ContentType;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;

/// Everything that changed in the catalogue, in order.
public final class History {
  /// Own key of a line that tells what became of a key. It stays with that key, whatever product
  /// the statements go to.
  static final String OF_KEY_ALONE = "";

  private final Handle handle;

  History(Handle handle) {
    this.handle = handle;
  }

  /// The time of changes.
  ///
  /// @param since that instant included
  /// @param until that instant left out
  public record Period(Instant since, Instant until) {}

  /// The number of the next line. To be asked by whoever writes, who is alone.
  long next() {
    return handle
        .createQuery("select coalesce(max(sequence), 0) + 1 from history")
        .mapTo(Long.class)
        .one();
  }

  /// Writes a line.
  ///
  /// @param ownKey the key that the identifiers of the statement give, if it is about this product
  void add(ProductChange change, String ownKey, Instant saidAt) {
    handle
        .createUpdate(
            """
            insert into history (sequence, product_key, own_key, delivery, said_at, action, changes,
              applied_at, provider, content_type, mapping, editor, why)
            values (:sequence, :product_key, :own_key, :delivery, :said_at, :action, :changes,
              :applied_at, :provider, :content_type, :mapping, :editor, :why)
            """)
        .bind("sequence", change.sequence())
        .bind("product_key", change.key())
        .bind("own_key", ownKey)
        .bind("delivery", change.delivery())
        .bind("said_at", saidAt)
        .bind("action", change.action().name())
        .bind("changes", Json.text(change.changes()))
        .bind("applied_at", change.appliedAt())
        .bind("provider", change.provider())
        .bind("content_type", change.contentType().word())
        .bind("mapping", change.mapping())
        .bind("editor", change.editor())
        .bind("why", change.why())
        .execute();
  }

  /// Writes a line about what an editor changed of the product `row`.
  ProductChange addEdit(ProductTable.Row row, EditRequest request, Change change, Instant now) {
    var written =
        new ProductChange(
            next(),
            now,
            row.key(),
            contentType(row.contentType()),
            row.action(),
            row.provider(),
            row.statement().delivery(),
            mapping(row.key()),
            List.of(change),
            Optional.of(request.who()),
            Optional.of(request.why()));
    add(written, row.key(), request.at());
    return written;
  }

  /// The mapping that read what counts for the product `key`.
  private String mapping(String key) {
    return handle
        .createQuery(
            "select mapping from history where product_key = :key order by sequence desc limit 1")
        .bind("key", key)
        .mapTo(String.class)
        .findOne()
        .orElse("");
  }

  /// The number of the latest line; 0 if there is none.
  public static long latest(Handle handle) {
    return new History(handle).next() - 1;
  }

  /// How many lines there are of `period`.
  public static long count(Handle handle, Period period) {
    return bind(
            handle.createQuery(
                "select count(*) from history where applied_at >= :since and applied_at < :until"),
            period)
        .mapTo(Long.class)
        .one();
  }

  /// The first lines of `period` after the one of number `after`, in order; 0 is before all of
  /// them.
  ///
  /// They are gone through by their numbers, from the first of the period on. By their times (which
  /// `coalesce` keeps SQLite from), all of the period would be sorted for every page.
  public static List<ProductChange> page(Handle handle, Period period, long after, int limit) {
    return bind(
            handle.createQuery(
                """
                select sequence, applied_at, product_key, content_type, action, provider, delivery,
                  mapping, changes, editor, why
                from history
                where sequence > :after
                  and coalesce(applied_at, '') >= :since and coalesce(applied_at, '') < :until
                order by sequence limit :limit
                """),
            period)
        .bind("after", after == 0 ? first(handle, period) - 1 : after)
        .bind("limit", limit)
        .map((row, _) -> change(row))
        .list();
  }

  /// The number of the first line of `period`; beyond all lines if it has none. It is looked for
  /// among those of the period: without `+ 0`, among all by their numbers.
  private static long first(Handle handle, Period period) {
    return bind(
            handle.createQuery(
                """
                select coalesce(min(sequence + 0), :none) from history
                where applied_at >= :since and applied_at < :until
                """),
            period)
        .bind("none", Long.MAX_VALUE)
        .mapTo(Long.class)
        .one();
  }

  private static <S extends SqlStatement<S>> S bind(S statement, Period period) {
    return statement
        .bind("since", Timestamps.text(period.since()))
        .bind("until", Timestamps.text(period.until()));
  }

  private static ProductChange change(ResultSet row) throws SQLException {
    return new ProductChange(
        row.getLong("sequence"),
        Timestamps.instant(row.getString("applied_at")),
        row.getString("product_key"),
        contentType(row.getString("content_type")),
        Action.valueOf(row.getString("action")),
        row.getString("provider"),
        row.getString("delivery"),
        row.getString("mapping"),
        List.of(Json.readOwn(row.getString("changes"), Change[].class)),
        Optional.ofNullable(row.getString("editor")),
        Optional.ofNullable(row.getString("why")));
  }

  /// The kind of product that is written as `word`.
  static ContentType contentType(String word) {
    return Arrays.stream(ContentType.values())
        .filter(type -> type.word().equals(word))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("the history has a product of kind " + word));
  }
}
