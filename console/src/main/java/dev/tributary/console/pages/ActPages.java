package dev.tributary.console.pages;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tributary.console.web.Answer;
import dev.tributary.console.web.Answer.Page;
import dev.tributary.console.web.Answer.SeeOther;
import dev.tributary.console.web.Html;
import dev.tributary.console.web.RefusedException;
import dev.tributary.console.web.Route;
import dev.tributary.ingestion.catalogue.Deliveries;
import dev.tributary.recovery.Act;
import dev.tributary.recovery.Act.Kind;
import dev.tributary.recovery.Failures;
import dev.tributary.recovery.Failures.Count;
import dev.tributary.recovery.Request;
import dev.tributary.recovery.Selection;
import java.io.IOException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// What is done about failures: counted first, asked for, watched while it is done, and looked up
/// afterwards.
final class ActPages {
  private static final int SHOWN = 200;

  /// Deliveries that are shown below an act.
  private static final int DELIVERIES = 50;

  private final Watched watched;
  private final Audit audit;

  ActPages(Watched watched, Audit audit) {
    this.watched = watched;
    this.audit = audit;
  }

  List<Route> routes() {
    return List.of(
        Route.look(
            "/failures-dry-run",
            "How many failures of each application an act would be about",
            this::dryRun,
            "app",
            "provider",
            "error",
            "after",
            "id"),
        Route.act(
            "/failures/redrive",
            "Sends failures on to where they failed",
            request -> ask(Kind.REDRIVE, request),
            "app",
            "provider",
            "error",
            "after",
            "id",
            "before",
            "all",
            "why",
            "rate",
            "body"),
        Route.act(
            "/failures/discard",
            "Drops failures",
            request -> ask(Kind.DISCARD, request),
            "app",
            "provider",
            "error",
            "after",
            "id",
            "before",
            "all",
            "why"),
        Route.look("/acts", "What was done, by whom and why", this::list),
        Route.look("/acts/{id}", "How far an act has come", this::one));
  }

  private record DryRun(String selection, Instant until, List<Count> counts, long all) {}

  private Answer dryRun(dev.tributary.console.web.Request request) throws InterruptedException {
    var query = new FailureQuery(request.query());
    var until = Instant.now();
    var selection = query.chosen().before(until);
    var counts = Failures.counts(watched.ledger(), selection);
    var dryRun =
        new DryRun(
            selection.toString(), until, counts, counts.stream().mapToLong(Count::number).sum());
    var page =
        Html.join(
            Html.of(
                "<p role=\"status\">{}: {}</p>",
                Shown.count(dryRun.all(), "open failure", "open failures"),
                dryRun.selection()),
            Shown.table(
                "By application",
                List.of("#Count", "Application"),
                Html.each(
                    counts,
                    count ->
                        Html.of(
                            "<tr><td class=\"number\">{}</td><td>{}</td></tr>",
                            count.number(),
                            count.application()))),
            ActForms.counted(query, until, request).when(dryRun.all() > 0));
    return Page.still("Act on failures", page, dryRun);
  }

  private Answer ask(Kind kind, dev.tributary.console.web.Request request)
      throws InterruptedException {
    var form = request.form();
    var why =
        form.text("why").orElseThrow(() -> RefusedException.badRequest("expected a reason: why"));
    var selection = new FailureQuery(form).named();
    var act =
        request(
            kind,
            request.caller().name(),
            why,
            selection,
            form.integer("rate", 1),
            Optional.ofNullable(form.byName().get("body")));
    watched.pipeline().request(act);
    return new SeeOther("/acts/" + act.id());
  }

  private static Request request(
      Kind kind,
      String who,
      String why,
      Selection selection,
      Optional<Integer> rate,
      Optional<String> body) {
    try {
      return new Request(
          UUID.randomUUID().toString(),
          kind,
          who,
          why,
          selection,
          rate,
          body.map(it -> Base64.getEncoder().encodeToString(it.getBytes(UTF_8))),
          Instant.now());
    } catch (IllegalArgumentException wrong) {
      throw RefusedException.badRequest(String.valueOf(wrong.getMessage()));
    }
  }

  private record Done(List<Act> acts, List<Audit.Entry> others) {}

  private Answer list(dev.tributary.console.web.Request request)
      throws IOException, InterruptedException {
    var done = new Done(Failures.acts(watched.ledger(), SHOWN), audit.last(SHOWN));
    var live =
        Html.join(
            Shown.nothing(Html.of("Nothing was done on these pages or about failures yet."))
                .when(done.acts().isEmpty() && done.others().isEmpty()),
            Shown.section(
                "About failures, the latest first",
                List.of("Asked (UTC)", "Act", "What", "Who", "Why", "About", "Done"),
                Html.each(done.acts(), ActPages::row)),
            Shown.section(
                "Everything else on these pages",
                List.of("At (UTC)", "Who", "What", "About"),
                Html.each(
                    done.others(),
                    entry ->
                        Html.of(
                            "<tr><td>{}</td><td>{}</td><td>{}</td><td class=\"path\">{}</td></tr>",
                            Shown.time(entry.at()),
                            entry.who(),
                            entry.what(),
                            entry.about()))));
    return new Page("What was done", Html.EMPTY, live, done);
  }

  private static Html row(Act act) {
    return Html.of(
        """
        <tr><td>{}</td><td>{}</td><td>{}{}</td><td>{}</td><td>{}</td><td>{}</td><td>{}</td></tr>
        """,
        Shown.time(act.requestedAt()),
        Shown.act(act.id()),
        Shown.state(act.kind().name()),
        act.edited() ? ", edited" : "",
        act.who(),
        act.why(),
        act.selection(),
        "%d of %d".formatted(act.done(), act.chosen()));
  }

  /// @param act absent until the application that acts has begun with it
  /// @param failedAgain what was sent on by it and failed once more, by application
  /// @param deliveries those that it was about, as they are now; of many the first
  private record One(
      String id, Optional<Act> act, List<Count> failedAgain, List<DeliveryLine> deliveries) {}

  private Answer one(dev.tributary.console.web.Request request) throws InterruptedException {
    var id = request.path().required("id");
    var again = Failures.counts(watched.ledger(), Selection.all().after(id));
    var one = new One(id, Failures.act(watched.ledger(), id), again, deliveries(id));
    var live =
        one.act()
            .map(act -> progress(act, again))
            .orElse(Html.of("<p role=\"status\">Asked for; not begun yet.</p>"));
    return new Page(
        "Act " + Shown.shortened(id, 8),
        Html.EMPTY,
        Html.join(live, became(one.deliveries())),
        one);
  }

  private List<DeliveryLine> deliveries(String act) throws InterruptedException {
    var ids =
        Failures.ofAct(watched.ledger(), act, DELIVERIES).stream()
            .flatMap(failure -> failure.delivery().stream())
            .distinct()
            .toList();
    return watched.catalogue().read(handle -> Deliveries.find(handle, ids)).stream()
        .map(DeliveryLine::of)
        .toList();
  }

  private static Html became(List<DeliveryLine> deliveries) {
    return Shown.section(
        "What became of the deliveries",
        DeliveryLine.COLUMNS,
        Html.each(deliveries, DeliveryLine::row));
  }

  private static Html progress(Act act, List<Count> again) {
    var failed = again.stream().mapToLong(Count::number).sum();
    return Html.join(
        Html.of(
            """
            <p role="status">{} {} of {} done{}.</p>
            <progress max="{}" value="{}" aria-label="Done">{}</progress>
            """,
            Shown.state(act.finishedAt().isPresent() ? "FINISHED" : "UNDER_WAY"),
            act.done(),
            act.chosen(),
            act.refused() > 0 ? ", %d stay open".formatted(act.refused()) : "",
            Math.max(1, act.chosen()),
            act.chosen() == 0 ? 1 : act.done() + act.refused(),
            act.done()),
        Html.of("<p class=\"problem\">{}</p>", act.problem()).when(act.problem().isPresent()),
        Html.of(
                "<p class=\"problem\"><a href=\"/failures?after={}\">{} failed again</a></p>",
                act.id(),
                failed)
            .when(failed > 0),
        Html.of(
            "<dl>{}{}{}{}{}{}</dl>",
            Shown.property("What", Optional.of(Shown.state(act.kind().name()))),
            Shown.property("Who", Optional.of(act.who())),
            Shown.property("Why", Optional.of(act.why())),
            Shown.property("About", Optional.of(act.selection())),
            Shown.property("At most a second", act.rate()),
            Shown.property("Finished (UTC)", act.finishedAt().map(Shown::time))),
        Html.of("<p><a href=\"/failures?state=any\">All failures</a></p>"));
  }
}
