package dev.tributary.ingestion.catalogue;

import dev.tributary.database.Timestamps;
import dev.tributary.ingestion.model.ProductDelivery;
import dev.tributary.ingestion.model.Violation;
import dev.tributary.ingestion.model.Violation.Severity;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/// The rows of the table of deliveries, with what the tables beside it say of them.
public final class DeliveryRows {
  static final String COLUMNS =
      """
      id, number, part, parent, declared_provider, provider, path, kind, format, content, bytes, files,
      received_at, sent_at, state, action, error, settled_at
      """;

  /// What a row counts as in its package: what repeats something that was refused is in the
  /// catalogue no more than that.
  public static final String STATE_OF_PART =
      """
      case when state = 'DUPLICATE' and exists (
          select 1 from violation
          where violation.delivery = delivery.id and violation.severity = 'ERROR')
        then 'REJECTED' else state end
      """;

  /// Ids in one query.
  private static final int CHUNK = 500;

  private DeliveryRows() {}

  /// What was shipped, of a row with all the columns that say it.
  public static ProductDelivery delivery(ResultSet row) throws SQLException {
    return new ProductDelivery(
        row.getString("id"),
        row.getLong("number"),
        row.getInt("part"),
        text(row, "parent"),
        text(row, "declared_provider"),
        row.getString("path"),
        ProductDelivery.Kind.valueOf(row.getString("kind")),
        Timestamps.instant(row.getString("received_at")),
        row.getString("content"),
        row.getLong("bytes"),
        text(row, "files"));
  }

  /// The deliveries that `query` finds, which selects [#COLUMNS]; in its order.
  static List<RegisteredDelivery> list(Handle handle, Query query) {
    return withDetails(handle, query.map((row, _) -> row(row)).list());
  }

  /// The violations of the delivery `id`, in their order.
  static List<Violation> violations(Handle handle, String id) {
    var violations = new HashMap<String, List<Violation>>();
    readViolations(handle, List.of(id), violations);
    return violations.getOrDefault(id, List.of());
  }

  static Optional<DeliveryState> state(ResultSet row) throws SQLException {
    return text(row, "state").map(DeliveryState::valueOf);
  }

  /// Replaces the products that the delivery `id` was about.
  static void writeProducts(Handle transaction, String id, List<String> products) {
    transaction.execute("delete from delivery_product where delivery = ?", id);
    var batch =
        transaction.prepareBatch(
            "insert into delivery_product (delivery, place, product_key) values (:id, :place,"
                + " :key)");
    for (int place = 0; place < products.size(); place++) {
      batch.bind("id", id).bind("place", place).bind("key", products.get(place)).add();
    }
    if (batch.size() > 0) {
      batch.execute();
    }
  }

  /// Replaces the violations of the delivery `id`.
  static void writeViolations(Handle transaction, String id, List<Violation> violations) {
    transaction.execute("delete from violation where delivery = ?", id);
    var batch =
        transaction.prepareBatch(
            """
            insert into violation (delivery, place, rule, severity, path, line, value, message)
            values (:id, :place, :rule, :severity, :path, :line, :value, :message)
            """);
    for (int place = 0; place < violations.size(); place++) {
      var violation = violations.get(place);
      batch
          .bind("id", id)
          .bind("place", place)
          .bind("rule", violation.rule())
          .bind("severity", violation.severity().name())
          .bind("path", violation.path())
          .bind("line", violation.line())
          .bind("value", violation.value())
          .bind("message", violation.message())
          .add();
    }
    if (batch.size() > 0) {
      batch.execute();
    }
  }

  private static List<RegisteredDelivery> withDetails(Handle handle, List<Row> rows) {
    var ids = rows.stream().filter(Row::isSettled).map(row -> row.delivery().id()).toList();
    var products = new HashMap<String, List<String>>();
    var violations = new HashMap<String, List<Violation>>();
    for (int from = 0; from < ids.size(); from += CHUNK) {
      var chunk = ids.subList(from, Math.min(ids.size(), from + CHUNK));
      readProducts(handle, chunk, products);
      readViolations(handle, chunk, violations);
    }
    return rows.stream().map(row -> row.with(products, violations)).toList();
  }

  private static void readProducts(
      Handle handle, List<String> ids, Map<String, List<String>> products) {
    handle
        .createQuery(
            """
            select delivery, product_key from delivery_product where delivery in (<ids>)
            order by delivery, place
            """)
        .bindList("ids", ids)
        .map(
            (row, _) ->
                products
                    .computeIfAbsent(row.getString("delivery"), _ -> new ArrayList<>())
                    .add(row.getString("product_key")))
        .list();
  }

  private static void readViolations(
      Handle handle, List<String> ids, Map<String, List<Violation>> violations) {
    handle
        .createQuery(
            """
            select delivery, '' as product_key, place, rule, severity, path, line, value, message
            from violation where delivery in (<ids>)
            union all
            select delivery, product_key, place, rule, severity, path, line, value, message
            from file_violation where delivery in (<ids>)
            order by delivery, product_key, place
            """)
        .bindList("ids", ids)
        .map(
            (row, _) ->
                violations
                    .computeIfAbsent(row.getString("delivery"), _ -> new ArrayList<>())
                    .add(violation(row)))
        .list();
  }

  private static Violation violation(ResultSet row) throws SQLException {
    int line = row.getInt("line");
    var at = row.wasNull() ? Optional.<Integer>empty() : Optional.of(line);
    return new Violation(
        row.getString("rule"),
        Severity.valueOf(row.getString("severity")),
        text(row, "path"),
        at,
        text(row, "value"),
        row.getString("message"));
  }

  /// A row of the table, without what other tables say.
  private record Row(
      ProductDelivery delivery,
      Optional<String> provider,
      Optional<String> format,
      Optional<Instant> sentAt,
      Optional<DeliveryState> state,
      Optional<Action> action,
      Optional<String> error,
      Optional<Instant> settledAt) {

    boolean isSettled() {
      return state.isPresent();
    }

    RegisteredDelivery with(
        Map<String, List<String>> products, Map<String, List<Violation>> violations) {
      var id = delivery.id();
      return new RegisteredDelivery(
          delivery,
          provider,
          format,
          sentAt,
          state.map(
              last ->
                  new Settlement(
                      last,
                      action,
                      products.getOrDefault(id, List.of()),
                      violations.getOrDefault(id, List.of()),
                      error)),
          settledAt);
    }
  }

  private static Row row(ResultSet row) throws SQLException {
    return new Row(
        delivery(row),
        text(row, "provider"),
        text(row, "format"),
        text(row, "sent_at").map(Timestamps::instant),
        state(row),
        text(row, "action").map(Action::valueOf),
        text(row, "error"),
        text(row, "settled_at").map(Timestamps::instant));
  }

  private static Optional<String> text(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getString(column));
  }
}
