package dev.tributary.ingestion.reconciliation;

import dev.tributary.database.DatabaseReader;
import dev.tributary.database.Timestamps;
import dev.tributary.ingestion.catalogue.DeliveryRows;
import dev.tributary.ingestion.model.ProductDelivery;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/// What the catalogue's database has about deliveries, in the order of their numbers.
final class Register {
  private static final int CHUNK = 500;

  private final DatabaseReader catalogue;

  Register(DatabaseReader catalogue) {
    this.catalogue = catalogue;
  }

  /// One delivery.
  ///
  /// @param errors what its errors are about, such as an entry of a manifest; null is left out
  /// @param named how many products its end names
  /// @param lost the products that its statements count for and that are not there
  record Written(
      ProductDelivery delivery,
      Optional<String> provider,
      Optional<Instant> sentAt,
      Optional<String> state,
      Optional<Instant> settledAt,
      Optional<Integer> announced,
      List<Part> parts,
      boolean hasErrors,
      Set<String> errors,
      int named,
      int statements,
      List<String> lost) {

    boolean isPackage() {
      return announced.isPresent() || !parts.isEmpty();
    }
  }

  /// A delivery that a package was unpacked into.
  record Part(String path, Optional<String> state) {}

  /// The next ones of `scope`, all of one moment; none at the end.
  ///
  /// @param number with `part`: after this one
  List<Written> next(Scope scope, long number, int part) throws InterruptedException {
    return catalogue.read(handle -> next(handle, scope, number, part));
  }

  /// Contents that were refused for their size, and so never stored.
  Set<String> neverStored() throws InterruptedException {
    return catalogue.read(
        handle ->
            Set.copyOf(
                handle
                    .createQuery(
                        """
                        select distinct d.content from violation v join delivery d on d.id = v.delivery
                        where v.rule = 'container.too-large'
                        """)
                    .mapTo(String.class)
                    .list()));
  }

  private static List<Written> next(Handle handle, Scope scope, long number, int part) {
    var rows =
        handle
            .createQuery(
                """
                select id, number, part, parent, declared_provider, provider, path, kind, content,
                  bytes, files, received_at, sent_at, children, state, settled_at
                from delivery
                where (number > :number or (number = :number and part > :part))
                  and (:provider = '' or provider = :provider)
                  and (:since = '' or received_at >= :since)
                  and (:until = '' or received_at < :until)
                order by number, part limit :limit
                """)
            .bind("number", number)
            .bind("part", part)
            .bind("provider", scope.provider().orElse(""))
            .bind("since", scope.since().map(Timestamps::text).orElse(""))
            .bind("until", scope.until().map(Timestamps::text).orElse(""))
            .bind("limit", CHUNK)
            .map((row, _) -> row(row))
            .list();
    if (rows.isEmpty()) {
      return List.of();
    }
    var ids = rows.stream().map(row -> row.delivery().id()).toList();
    return new Details(handle, ids).with(rows);
  }

  private record Row(
      ProductDelivery delivery,
      Optional<String> provider,
      Optional<Instant> sentAt,
      Optional<String> state,
      Optional<Instant> settledAt,
      Optional<Integer> announced) {}

  private static Row row(ResultSet row) throws SQLException {
    var children = row.getInt("children");
    var announced = row.wasNull() ? Optional.<Integer>empty() : Optional.of(children);
    return new Row(
        DeliveryRows.delivery(row),
        text(row, "provider"),
        text(row, "sent_at").map(Timestamps::instant),
        text(row, "state"),
        text(row, "settled_at").map(Timestamps::instant),
        announced);
  }

  private static Optional<String> text(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getString(column));
  }

  /// What other rows say of some deliveries.
  private static final class Details {
    private final Handle handle;
    private final List<String> ids;
    private final Map<String, List<Part>> parts = new HashMap<>();
    private final Map<String, Set<String>> errors = new HashMap<>();
    private final Map<String, Integer> named = new HashMap<>();
    private final Map<String, Integer> statements = new HashMap<>();
    private final Map<String, List<String>> lost = new HashMap<>();

    Details(Handle handle, List<String> ids) {
      this.handle = handle;
      this.ids = ids;
    }

    List<Written> with(List<Row> rows) {
      readParts();
      readErrors();
      readNamed();
      readStatements();
      return rows.stream().map(this::written).toList();
    }

    private Written written(Row row) {
      var id = row.delivery().id();
      return new Written(
          row.delivery(),
          row.provider(),
          row.sentAt(),
          row.state(),
          row.settledAt(),
          row.announced(),
          parts.getOrDefault(id, List.of()),
          errors.containsKey(id),
          errors.getOrDefault(id, Set.of()),
          named.getOrDefault(id, 0),
          statements.getOrDefault(id, 0),
          lost.getOrDefault(id, List.of()));
    }

    private void readParts() {
      read(
          "select parent, path, %s as state from delivery where parent in (<ids>)"
              .formatted(DeliveryRows.STATE_OF_PART),
          row ->
              parts
                  .computeIfAbsent(row.getString("parent"), _ -> new ArrayList<>())
                  .add(new Part(row.getString("path"), text(row, "state"))));
    }

    private void readErrors() {
      read(
          """
          select delivery, coalesce(value, '') as about from violation
          where severity = 'ERROR' and delivery in (<ids>)
          """,
          row ->
              errors
                  .computeIfAbsent(row.getString("delivery"), _ -> new HashSet<>())
                  .add(row.getString("about")));
    }

    private void readNamed() {
      read(
          """
          select delivery, count(distinct product_key) as products from delivery_product
          where delivery in (<ids>) group by delivery
          """,
          row -> named.put(row.getString("delivery"), row.getInt("products")));
    }

    private void readStatements() {
      read(
          """
          select s.delivery, s.product_key, p.key as present
          from statement s left join product p on p.key = s.product_key
          where s.delivery in (<ids>) order by s.delivery, s.place
          """,
          row -> {
            var delivery = row.getString("delivery");
            statements.merge(delivery, 1, Integer::sum);
            if (text(row, "present").isEmpty()) {
              text(row, "product_key")
                  .ifPresent(
                      key -> lost.computeIfAbsent(delivery, _ -> new ArrayList<>()).add(key));
            }
          });
    }

    private interface RowReader {
      void take(ResultSet row) throws SQLException;
    }

    private void read(String query, RowReader reader) {
      handle
          .createQuery(query)
          .bindList("ids", ids)
          .map(
              (row, _) -> {
                reader.take(row);
                return row.getRow();
              })
          .list();
    }
  }
}
