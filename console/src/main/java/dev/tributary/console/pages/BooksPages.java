package dev.tributary.console.pages;

import dev.tributary.console.pages.Plant.Unit;
import dev.tributary.console.web.Answer;
import dev.tributary.console.web.Answer.Page;
import dev.tributary.console.web.Html;
import dev.tributary.console.web.Request;
import dev.tributary.console.web.Route;
import dev.tributary.ingestion.catalogue.Deliveries;
import dev.tributary.ingestion.reconciliation.Disagreement;
import dev.tributary.ingestion.reconciliation.Reconciliation;
import dev.tributary.ingestion.reconciliation.Report;
import dev.tributary.ingestion.reconciliation.Scope;
import dev.tributary.ingestion.reconciliation.Sums;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Whether all is well: by the books, by what runs.
final class BooksPages {
  private static final int SHOWN = 200;
  private static final Duration PATIENCE = Duration.ofMinutes(15);
  private static final long LITTLE_ROOM = 1L << 30;

  private final Watched watched;

  BooksPages(Watched watched) {
    this.watched = watched;
  }

  List<Route> routes() {
    return List.of(
        Route.look("/reconciliation", "Whether the books agree", this::reconciliation),
        Route.look("/health", "Whether all is well, with reasons", this::health));
  }

  private Answer reconciliation(Request request) throws IOException, InterruptedException {
    var report =
        new Reconciliation(watched.catalogue(), watched.ledger(), watched.content())
            .run(Scope.all(Instant.now().minus(PATIENCE)), Optional.empty(), SHOWN);
    var page =
        Html.join(
            Html.of(
                "<p class=\"verdict\" role=\"status\">{}{}</p>",
                Shown.state(report.agrees() ? "AGREES" : "DISAGREES"),
                report.agrees() ? "" : " " + Shown.count(report.disagreeing(), "line", "lines")),
            sums(report),
            Shown.section(
                "What does not agree",
                List.of("What", "Delivery", "Problem", "What to do"),
                Html.each(report.disagreements(), BooksPages::row)),
            Html.of("<p><a href=\"/reconciliation\">Reconcile again</a></p>"));
    return Page.still("Reconciliation", page, report);
  }

  private static Html sums(Report report) {
    return Shown.table(
        "What came in and what became of it",
        List.of(
            "Provider",
            "#Received",
            "#Loaded",
            "#Partial",
            "#Waiting",
            "#Rejected",
            "#Quarantined",
            "#Duplicate",
            "#Test only",
            "#Superseded",
            "#Under way"),
        Html.join(
            Html.each(report.rows(), row -> row(row.provider().orElse("not known"), row.sums())),
            row("all", report.total())));
  }

  private static Html row(String provider, Sums sums) {
    var numbers =
        List.of(
            sums.received(),
            sums.loaded(),
            sums.partial(),
            sums.waiting(),
            sums.rejected(),
            sums.quarantined(),
            sums.duplicate(),
            sums.testOnly(),
            sums.superseded(),
            sums.underWay());
    return Html.of(
        "<tr><th scope=\"row\">{}</th>{}</tr>",
        provider,
        Html.each(numbers, number -> Html.of("<td class=\"number\">{}</td>", number)));
  }

  private static Html row(Disagreement disagreement) {
    return Html.of(
        "<tr><td>{}</td><td>{}</td><td>{}</td><td>{}</td></tr>",
        Shown.state(disagreement.kind().name()),
        disagreement.delivery().map(Shown::delivery),
        disagreement.problem(),
        disagreement.advice());
  }

  /// @param reasons why not all is well
  /// @param notes what is worth knowing all the same
  private record Health(String status, List<String> reasons, List<String> notes) {}

  private Answer health(Request request) throws IOException, InterruptedException {
    var plant = Plant.now(watched);
    var reasons = new ArrayList<String>();
    var notes = new ArrayList<String>();
    plant.unreachable().ifPresent(why -> reasons.add("the broker does not answer: " + why));
    for (var unit : plant.units()) {
      var why = unit.reason().map(it -> ": " + it).orElse("");
      var waiting = Shown.count(unit.depth(), "message waits", "messages wait");
      switch (unit.state()) {
        case RUNNING -> {}
        case PAUSED -> notes.add(unit.name() + " is paused, " + waiting + why);
        case UNAVAILABLE ->
            notes.add(unit.name() + " waits for what it depends on, " + waiting + why);
        case STUCK -> reasons.add(unit.name() + " is stuck" + why);
        case STOPPED -> reasons.add("nobody runs " + unit.name() + ", " + waiting);
        case ABSENT -> reasons.add(unit.name() + " has no queue: nothing is kept for it");
      }
      if (unit.failures() > 0) {
        notes.add(
            "%s: %s"
                .formatted(
                    unit.name(), Shown.count(unit.failures(), "open failure", "open failures")));
      }
    }
    addElsewhere(plant, notes);
    addRoom(reasons);
    var unsettled = watched.catalogue().read(Deliveries::unsettled);
    if (unsettled > 0) {
      notes.add(Shown.count(unsettled, "delivery", "deliveries") + " under way");
    }
    var health = new Health(reasons.isEmpty() ? "ready" : "not-ready", reasons, notes);
    return new Page("Health", Html.EMPTY, live(health), health);
  }

  private static void addElsewhere(Plant plant, List<String> notes) {
    var elsewhere = plant.units().stream().filter(Unit::isElsewhere).count();
    if (elsewhere > 0) {
      notes.add(
          "%s elsewhere: whether they are stuck, or wait for what they depend on, their own /health/ready tells"
              .formatted(Shown.count(elsewhere, "application runs", "applications run")));
    }
  }

  private void addRoom(List<String> reasons) throws IOException {
    var room = Files.getFileStore(watched.folder()).getUsableSpace();
    if (room < LITTLE_ROOM) {
      reasons.add(
          "only %s are left on the disk of %s".formatted(Shown.bytes(room), watched.folder()));
    }
  }

  private static Html live(Health health) {
    return Html.join(
        Html.of("<p class=\"verdict\" role=\"status\">{}</p>", Shown.state(health.status())),
        lines("Reasons", health.reasons()),
        lines("Notes", health.notes()));
  }

  private static Html lines(String title, List<String> lines) {
    return Html.of(
            "<h2>{}</h2><ul>{}</ul>", title, Html.each(lines, line -> Html.of("<li>{}</li>", line)))
        .when(!lines.isEmpty());
  }
}
