package dev.tributary.ingestion.reconciliation;

import dev.tributary.database.DatabaseReader;
import dev.tributary.ingestion.content.ContentStore;
import dev.tributary.ingestion.reconciliation.Report.Period;
import dev.tributary.ingestion.reconciliation.Report.Row;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/// Compares what came in with what became of it. It reads while others write: each delivery is
/// looked at as it is at one moment, and what happened lately is given time to arrive in every
/// book.
public final class Reconciliation {
  private static final int DAY = "2026-11-22".length();
  private static final int MONTH = "2026-11".length();

  private final Books books;
  private final Strays strays;

  /// @param catalogue with [dev.tributary.ingestion.catalogue.Catalogue#SCHEMA]
  /// @param ledger with the schemas of failures and events
  public Reconciliation(DatabaseReader catalogue, DatabaseReader ledger, ContentStore content) {
    this.books = new Books(catalogue, ledger, content);
    this.strays = new Strays(catalogue, ledger);
  }

  /// Goes through all of `scope`.
  ///
  /// @param by a row for each of these; one row per provider if it is empty
  /// @param limit how many disagreements to keep; all are counted
  public Report run(Scope scope, Optional<Period> by, int limit)
      throws IOException, InterruptedException {
    var report = new Sheet(by, limit);
    books.read(
        scope,
        delivery -> {
          report.add(delivery);
          Checks.of(delivery, scope.overdue()).forEach(report::add);
        });
    strays.find(scope).forEach(report::add);
    return report.sum();
  }

  /// What a row is about.
  private record Key(Optional<String> provider, Optional<String> period) {
    static final Comparator<Key> ORDER =
        Comparator.<Key, String>comparing(key -> key.provider().orElse(""))
            .thenComparing(key -> key.period().orElse(""));
  }

  /// The report in the making.
  private static final class Sheet {
    private final Optional<Period> by;
    private final int limit;
    private final TreeMap<Key, Sums> rows = new TreeMap<>(Key.ORDER);
    private final List<Disagreement> disagreements = new ArrayList<>();
    private long disagreeing;

    Sheet(Optional<Period> by, int limit) {
      this.by = by;
      this.limit = limit;
    }

    void add(Accounted delivery) {
      var period = by.map(each -> text(each, delivery.receivedAt()));
      rows.merge(new Key(delivery.provider(), period), Sums.of(delivery), Sums::plus);
    }

    void add(Disagreement disagreement) {
      disagreeing++;
      if (disagreements.size() < limit) {
        disagreements.add(disagreement);
      }
    }

    Report sum() {
      return new Report(
          rows.entrySet().stream()
              .map(row -> new Row(row.getKey().provider(), row.getKey().period(), row.getValue()))
              .toList(),
          rows.values().stream().reduce(Sums.NONE, Sums::plus),
          List.copyOf(disagreements),
          disagreeing);
    }

    private static String text(Period period, Instant instant) {
      return switch (period) {
        case DAY -> instant.toString().substring(0, DAY);
        case MONTH -> instant.toString().substring(0, MONTH);
      };
    }
  }
}
