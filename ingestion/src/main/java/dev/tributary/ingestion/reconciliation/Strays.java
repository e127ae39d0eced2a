package dev.tributary.ingestion.reconciliation;

import dev.tributary.database.DatabaseReader;
import dev.tributary.database.Timestamps;
import dev.tributary.ingestion.reconciliation.Disagreement.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;

/// Finds what no delivery in the register accounts for: numbers that were given and are missing,
/// statements, products, failures and events of deliveries that are not there.
///
/// Numbers, statements and products are looked at whatever the period, since those that are missing
/// have no time.
final class Strays {
  private static final int CHUNK = 500;
  private static final String RESTORE = "restore catalogue.db from a backup";

  private final DatabaseReader catalogue;
  private final DatabaseReader ledger;

  Strays(DatabaseReader catalogue, DatabaseReader ledger) {
    this.catalogue = catalogue;
    this.ledger = ledger;
  }

  /// What came in is written down before anything else about it is, so the ledger is read first.
  List<Disagreement> find(Scope scope) throws InterruptedException {
    var found = new ArrayList<Disagreement>();
    var failed = failed(scope);
    var told = told(scope);
    if (scope.provider().isEmpty()) {
      found.addAll(catalogue.read(Strays::missingNumbers));
    }
    found.addAll(catalogue.read(handle -> statements(handle, scope)));
    found.addAll(catalogue.read(handle -> products(handle, scope)));
    var unregistered = new TreeSet<>(missing(List.copyOf(failed.keySet())));
    for (var delivery : unregistered) {
      found.add(
          unregistered(
              scope,
              delivery,
              "the failure %s is of a delivery that is not in the register"
                  .formatted(failed.get(delivery))));
    }
    for (var delivery : missing(told)) {
      if (unregistered.add(delivery)) {
        found.add(unregistered(scope, delivery, "the ledger knows it, and the register does not"));
      }
    }
    return found;
  }

  private static Disagreement unregistered(Scope scope, String delivery, String problem) {
    return new Disagreement(
        Kind.UNREGISTERED,
        scope.provider(),
        Optional.of(delivery),
        Optional.empty(),
        problem,
        RESTORE + "; `tributary trail %s` shows what happened to it".formatted(delivery));
  }

  /// Intake numbers are given without gaps.
  private static List<Disagreement> missingNumbers(Handle handle) {
    return handle
        .createQuery(
            """
            select d.number, coalesce((select max(b.number) from delivery b
              where b.part = 0 and b.number < d.number), 0) as before
            from delivery d
            where d.part = 0 and d.number > 1 and not exists (
              select 1 from delivery p where p.part = 0 and p.number = d.number - 1)
            order by d.number
            """)
        .map(
            (row, _) ->
                new Disagreement(
                    Kind.UNREGISTERED,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    "the intake numbers from %d to %d were given, and no delivery has them"
                        .formatted(row.getLong("before") + 1, row.getLong("number") - 1),
                    RESTORE))
        .list();
  }

  private static List<Disagreement> statements(Handle handle, Scope scope) {
    return handle
        .createQuery(
            """
            select distinct s.delivery, s.provider
            from statement s left join delivery d on d.id = s.delivery
            where d.id is null and (:provider = '' or s.provider = :provider) order by s.delivery
            """)
        .bind("provider", scope.provider().orElse(""))
        .map(
            (row, _) ->
                new Disagreement(
                    Kind.UNREGISTERED,
                    Optional.of(row.getString("provider")),
                    Optional.of(row.getString("delivery")),
                    Optional.empty(),
                    "the catalogue has what it says, and the register does not know it",
                    RESTORE))
        .list();
  }

  private static List<Disagreement> products(Handle handle, Scope scope) {
    return handle
        .createQuery(
            """
            select p.key, p.provider, p.delivery
            from product p left join statement s on s.delivery = p.delivery and s.place = p.place
            where s.delivery is null and (:provider = '' or p.provider = :provider) order by p.key
            """)
        .bind("provider", scope.provider().orElse(""))
        .map(
            (row, _) ->
                new Disagreement(
                    Kind.STATEMENT,
                    Optional.of(row.getString("provider")),
                    Optional.of(row.getString("delivery")),
                    Optional.empty(),
                    "the product %s shows what it says, and that is not kept"
                        .formatted(row.getString("key")),
                    RESTORE))
        .list();
  }

  /// Of each delivery that failed in the period, a failure that nothing was done about yet.
  private Map<String, String> failed(Scope scope) throws InterruptedException {
    return ledger.read(
        handle ->
            handle
                .createQuery(
                    """
                    select delivery, max(id) as example from failure
                    where delivery is not null and state in ('OPEN', 'CHOSEN')
                      and (:provider = '' or provider = :provider)
                      and (:since = '' or failed_at >= :since) and (:until = '' or failed_at < :until)
                    group by delivery
                    """)
                .bind("provider", scope.provider().orElse(""))
                .bind("since", scope.since().map(Timestamps::text).orElse(""))
                .bind("until", scope.until().map(Timestamps::text).orElse(""))
                .reduceRows(
                    new TreeMap<String, String>(),
                    (all, row) -> {
                      all.put(
                          row.getColumn("delivery", String.class),
                          row.getColumn("example", String.class));
                      return all;
                    }));
  }

  /// The deliveries that the ledger knows of the period.
  private List<String> told(Scope scope) throws InterruptedException {
    return ledger.read(
        handle ->
            handle
                .createQuery(
                    """
                    select distinct delivery from event
                    where delivery is not null and (:provider = '' or provider = :provider)
                      and (:since = '' or at >= :since) and (:until = '' or at < :until)
                    order by delivery
                    """)
                .bind("provider", scope.provider().orElse(""))
                .bind("since", scope.since().map(Timestamps::text).orElse(""))
                .bind("until", scope.until().map(Timestamps::text).orElse(""))
                .mapTo(String.class)
                .list());
  }

  /// Those of `deliveries` that the register does not have.
  private List<String> missing(List<String> deliveries) throws InterruptedException {
    var missing = new ArrayList<String>();
    for (int from = 0; from < deliveries.size(); from += CHUNK) {
      var chunk = deliveries.subList(from, Math.min(deliveries.size(), from + CHUNK));
      var known =
          catalogue.read(
              handle ->
                  Set.copyOf(
                      handle
                          .createQuery("select id from delivery where id in (<ids>)")
                          .bindList("ids", chunk)
                          .mapTo(String.class)
                          .list()));
      chunk.stream().filter(id -> !known.contains(id)).forEach(missing::add);
    }
    return missing;
  }
}
