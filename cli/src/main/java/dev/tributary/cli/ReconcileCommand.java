package dev.tributary.cli;

import dev.tributary.ingestion.content.ContentStore;
import dev.tributary.ingestion.json.Json;
import dev.tributary.ingestion.reconciliation.Disagreement;
import dev.tributary.ingestion.reconciliation.Reconciliation;
import dev.tributary.ingestion.reconciliation.Report;
import dev.tributary.ingestion.reconciliation.Report.Period;
import dev.tributary.ingestion.reconciliation.Report.Row;
import dev.tributary.ingestion.reconciliation.Scope;
import dev.tributary.ingestion.reconciliation.Sums;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `tributary reconcile`: sums that must agree.
@Command(
    name = "reconcile",
    description = {
      "Compares what came in with what became of it: every delivery is counted in one state, and"
          + " what the register, the catalogue, the failures and the content store say of it must"
          + " agree. What does not is listed, each with what to do about it.",
      "It reads only, also while an `ingest` or `up` runs."
    },
    footer = {"", "Exit status: 0 all agrees, 3 something does not, 1 and 2 as ever."},
    mixinStandardHelpOptions = true)
final class ReconcileCommand implements Callable<Integer> {
  private static final String TIMES = "30m, 12h, 7d, 2026-11-22 or 2026-11-22T10:00:00Z";

  @Spec private CommandSpec spec;
  @Mixin private DataOptions data;
  @Mixin private JsonOption json;

  @Option(names = "--provider", paramLabel = "NAME", description = "Only what this one shipped.")
  private @Nullable String provider;

  @Option(
      names = "--since",
      paramLabel = "TIME",
      description = "Only what was received since then: " + TIMES + ".")
  private @Nullable String since;

  @Option(
      names = "--until",
      paramLabel = "TIME",
      description = "Only what was received before then.")
  private @Nullable String until;

  @Option(
      names = "--by",
      paramLabel = "PERIOD",
      description = "A row for each provider and day or month (UTC), not only for each provider.")
  private @Nullable Period by;

  @Option(
      names = "--patience",
      paramLabel = "TIME",
      defaultValue = "15m",
      description =
          "How long nothing may be heard of a delivery before its end (default: ${DEFAULT-VALUE}).")
  private String patience = "15m";

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "100",
      description = "List at most this many that do not agree (default: ${DEFAULT-VALUE}).")
  private int limit = 100;

  private record Printed(
      boolean agrees,
      List<Row> rows,
      Sums total,
      long disagreeing,
      List<Disagreement> disagreements) {
    static Printed of(Report report) {
      return new Printed(
          report.agrees(),
          report.rows(),
          report.total(),
          report.disagreeing(),
          report.disagreements());
    }
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (limit < 0) {
      throw new UsageException("expected --limit to be 0 or more, got: " + limit);
    }
    var out = spec.commandLine().getOut();
    var report = reconcile(data.configuration());
    if (json.isSet()) {
      out.println(Json.text(Printed.of(report)));
    } else {
      print(report, out);
    }
    return report.agrees() ? 0 : Main.DISAGREES;
  }

  private Report reconcile(Configuration configuration) throws IOException, InterruptedException {
    var scope = scope(InstantSource.system());
    try (var catalogue = configuration.readCatalogue();
        var ledger = configuration.readLedger()) {
      var content = ContentStore.in(configuration.data().content());
      return new Reconciliation(catalogue, ledger, content)
          .run(scope, Optional.ofNullable(by), limit);
    }
  }

  private Scope scope(InstantSource clock) {
    return new Scope(
        Optional.ofNullable(provider),
        instant(since, clock),
        instant(until, clock),
        FailureOptions.instant(patience, clock));
  }

  private static Optional<Instant> instant(@Nullable String text, InstantSource clock) {
    return Optional.ofNullable(text).map(time -> FailureOptions.instant(time, clock));
  }

  private void print(Report report, PrintWriter out) {
    if (report.rows().isEmpty()) {
      out.println("no deliveries");
    } else {
      printTable(report, out);
    }
    if (report.agrees()) {
      out.printf("%nall agrees%n");
      return;
    }
    out.printf("%n%d not in agreement:%n", report.disagreeing());
    for (var each : report.disagreements()) {
      out.println("  " + each.line());
    }
    var more = report.disagreeing() - report.disagreements().size();
    if (more > 0) {
      out.printf("  and %d more (--limit)%n", more);
    }
  }

  private void printTable(Report report, PrintWriter out) {
    var table = new Table(cells("PROVIDER", "PERIOD", titles()));
    for (var row : report.rows()) {
      table.add(cells(row.provider().orElse("-"), row.period().orElse("-"), numbers(row.sums())));
    }
    table.add(cells("all", "", numbers(report.total())));
    table.print(out);
  }

  private String[] cells(String first, String period, Stream<String> rest) {
    var names = by == null ? Stream.of(first) : Stream.of(first, period);
    return Stream.concat(names, rest).toArray(String[]::new);
  }

  private static Stream<String> titles() {
    return Stream.of(
        "RECEIVED",
        "LOADED",
        "PARTIAL",
        "WAITING",
        "REJECTED",
        "QUARANTINED",
        "DUPLICATE",
        "TEST ONLY",
        "SUPERSEDED",
        "UNDER WAY",
        "FILES",
        "ENTRIES",
        "PRODUCTS");
  }

  private static Stream<String> numbers(Sums sums) {
    return LongStream.of(
            sums.received(),
            sums.loaded(),
            sums.partial(),
            sums.waiting(),
            sums.rejected(),
            sums.quarantined(),
            sums.duplicate(),
            sums.testOnly(),
            sums.superseded(),
            sums.underWay(),
            sums.files(),
            sums.manifestEntries(),
            sums.products())
        .mapToObj(Long::toString);
  }
}
