package dev.tributary.cli;

import dev.tributary.ingestion.catalogue.Action;
import dev.tributary.ingestion.catalogue.DeliveryState;
import dev.tributary.ingestion.catalogue.RegisteredDelivery;
import dev.tributary.ingestion.catalogue.Settlement;
import dev.tributary.ingestion.json.Json;
import dev.tributary.ingestion.model.Violation;
import dev.tributary.ingestion.model.Violation.Severity;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What became of the deliveries of one `ingest`, as a table or as JSON.
final class IngestReport {
  private static final int ROWS = 200;
  private static final int KEYS = 2;
  private static final String UNSETTLED = "UNSETTLED";

  private final List<Row> rows;
  private final Totals totals;
  private final Duration elapsed;

  /// One delivery; names as scripts rely on them.
  record Row(
      String id,
      Instant receivedAt,
      String path,
      Optional<String> provider,
      Optional<String> format,
      String state,
      Optional<String> action,
      List<String> products,
      List<Violation> violations,
      Optional<String> error) {

    static Row of(RegisteredDelivery registered) {
      var settlement = registered.settlement();
      return new Row(
          registered.delivery().id(),
          registered.delivery().receivedAt(),
          registered.delivery().path(),
          registered.provider(),
          registered.format(),
          settlement.map(end -> end.state().name()).orElse(UNSETTLED),
          settlement.flatMap(Settlement::action).map(Row::word),
          settlement.map(Settlement::products).orElse(List.of()),
          settlement.map(Settlement::violations).orElse(List.of()),
          settlement.flatMap(Settlement::error));
    }

    private static String word(Action action) {
      return action.name().toLowerCase(Locale.ROOT);
    }
  }

  /// Counts by state; `received` is the sum of the others.
  record Totals(
      long received,
      long loaded,
      long partial,
      long waiting,
      long rejected,
      long quarantined,
      long duplicate,
      long testOnly,
      long superseded) {

    static Totals of(List<Row> rows) {
      return new Totals(
          rows.size(),
          count(rows, DeliveryState.LOADED),
          count(rows, DeliveryState.PARTIAL),
          count(rows, DeliveryState.WAITING),
          count(rows, DeliveryState.REJECTED),
          count(rows, DeliveryState.QUARANTINED),
          count(rows, DeliveryState.DUPLICATE),
          count(rows, DeliveryState.TEST_ONLY),
          count(rows, DeliveryState.SUPERSEDED));
    }

    private static long count(List<Row> rows, DeliveryState state) {
      return rows.stream().filter(row -> row.state().equals(state.name())).count();
    }
  }

  IngestReport(List<RegisteredDelivery> deliveries, Duration elapsed) {
    this.rows = deliveries.stream().map(Row::of).toList();
    this.totals = Totals.of(rows);
    this.elapsed = elapsed;
  }

  boolean hasUnsettled() {
    return rows.stream().anyMatch(row -> row.state().equals(UNSETTLED));
  }

  boolean hasFailures() {
    return totals.rejected() + totals.quarantined() + totals.partial() > 0;
  }

  void print(PrintWriter out, boolean json) {
    if (json) {
      JsonReport.print(out, rows, totals, elapsed);
    } else {
      printTable(out);
    }
    out.flush();
  }

  private void printTable(PrintWriter out) {
    if (rows.isEmpty()) {
      out.println("nothing to ingest there");
      return;
    }
    var table = new Table("STATE", "ACTION", "FORMAT", "PRODUCT", "PATH");
    for (var row : rows.subList(0, Math.min(ROWS, rows.size()))) {
      table.add(
          row.state(),
          row.action().orElse("-"),
          row.format().orElse("-"),
          products(row),
          row.path());
    }
    table.print(out);
    if (rows.size() > ROWS) {
      out.printf("… and %d more; `tributary deliveries` lists them%n", rows.size() - ROWS);
    }
    printFailures(out);
    printTotals(out);
  }

  /// The first few keys: a message may be about hundreds of products.
  private static String products(Row row) {
    var keys = row.products();
    if (keys.isEmpty()) {
      return "-";
    }
    var more = keys.size() - KEYS;
    var shown = String.join(" ", keys.subList(0, Math.min(KEYS, keys.size())));
    return more > 0 ? "%s and %d more".formatted(shown, more) : shown;
  }

  /// Why, for those that did not get in.
  private void printFailures(PrintWriter out) {
    var failed =
        rows.stream()
            .filter(
                row ->
                    row.error().isPresent()
                        || row.violations().stream().anyMatch(IngestReport::isError))
            .toList();
    for (var row : failed.subList(0, Math.min(ROWS, failed.size()))) {
      out.println();
      out.printf("%s %s%n", row.state(), row.path());
      row.error().ifPresent(error -> out.printf("  %s%n", error));
      row.violations().stream().filter(IngestReport::isError).forEach(each -> print(each, out));
    }
    if (failed.size() > ROWS) {
      out.printf(
          "%n… and why %d more did not get in; `tributary deliveries` lists them%n",
          failed.size() - ROWS);
    }
  }

  private static boolean isError(Violation violation) {
    return violation.severity() == Severity.ERROR;
  }

  private static void print(Violation violation, PrintWriter out) {
    var line = violation.line().map(number -> "line " + number + ": ").orElse("");
    out.printf("  %s  %s%s%n", violation.rule(), line, violation.message());
    violation.path().ifPresent(path -> out.printf("    at %s%n", path));
  }

  private void printTotals(PrintWriter out) {
    var warnings =
        rows.stream()
            .flatMap(row -> row.violations().stream())
            .filter(violation -> violation.severity() == Severity.WARNING)
            .count();
    out.println();
    out.printf(
        Locale.ROOT,
        "%d deliveries in %.1f s: %s%n",
        totals.received(),
        elapsed.toMillis() / 1000.0,
        words());
    if (warnings > 0) {
      out.printf("%d warnings; `tributary deliveries ID` shows those of one%n", warnings);
    }
  }

  private String words() {
    var words = new java.util.StringJoiner(", ");
    for (var state : DeliveryState.values()) {
      var count = Totals.count(rows, state);
      if (count > 0) {
        words.add(count + " " + state.name().toLowerCase(Locale.ROOT).replace('_', ' '));
      }
    }
    return words.toString();
  }

  /// The object that `ingest --json` prints.
  private record JsonReport(List<Row> deliveries, Totals totals, long elapsedMillis) {
    static void print(PrintWriter out, List<Row> rows, Totals totals, Duration elapsed) {
      out.println(Json.text(new JsonReport(rows, totals, elapsed.toMillis())));
    }
  }
}
