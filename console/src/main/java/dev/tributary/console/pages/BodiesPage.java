package dev.tributary.console.pages;

import dev.tributary.console.web.Answer;
import dev.tributary.console.web.Answer.Page;
import dev.tributary.console.web.Html;
import dev.tributary.console.web.Request;
import dev.tributary.console.web.Route;
import dev.tributary.ingestion.json.Changes.Change;
import dev.tributary.ingestion.ledger.LedgerStore;
import dev.tributary.ingestion.ledger.Trail;
import dev.tributary.ingestion.pipeline.TrailBodies;
import dev.tributary.ingestion.pipeline.TrailBodies.Sent;
import java.io.IOException;
import java.time.Instant;
import java.util.List;

/// What the applications sent each other for one delivery, and what each changed.
final class BodiesPage {
  /// Of a delivery of thousands of products, the beginning.
  private static final int EVENTS = 200;

  private static final int LONGEST = 64 * 1024;

  private final Watched watched;

  BodiesPage(Watched watched) {
    this.watched = watched;
  }

  List<Route> routes() {
    return List.of(
        Route.look(
            "/deliveries/{id}/bodies",
            "The body of each message of a trail, and what each application changed",
            this::answer));
  }

  private record Bodies(String delivery, List<Sent> sent) {}

  private Answer answer(Request request) throws IOException, InterruptedException {
    var id = request.path().required("id");
    var trail = Trail.of(LedgerStore.trail(watched.ledger(), id, EVENTS));
    var bodies = new Bodies(id, TrailBodies.of(trail, watched.ledger(), watched.content()));
    var page =
        Html.join(
            Html.of("<p>Of delivery {}</p>", Shown.delivery(id)),
            bodies.sent().isEmpty()
                ? Html.of("<p>No message of it is in the ledger.</p>")
                : Html.each(bodies.sent(), BodiesPage::shown));
    return Page.still("Bodies and changes", page, bodies);
  }

  private static Html shown(Sent sent) {
    var entry = sent.entry();
    return Html.of(
        """
        <section class="card"><h2>{} <code>{}</code></h2>
        <p class="quiet">sent {}, {}</p>{}{}</section>
        """,
        entry.application(),
        entry.routingKey(),
        Shown.time(Instant.parse(entry.at())),
        Shown.bytes(entry.bytes()),
        sent.changes().map(BodiesPage::changed),
        sent.body()
            .map(BodiesPage::body)
            .orElse(
                Html.of(
                    """
                    <p class="quiet">The body is not recorded; the setting
                    <code>events=bodies</code> has bodies recorded.</p>
                    """)));
  }

  private static Html changed(List<Change> changes) {
    return changes.isEmpty()
        ? Html.of("<p>It changed nothing of what it was given.</p>")
        : Html.of(
            "<details open><summary>{} to what it was given</summary>{}</details>",
            Shown.count(changes.size(), "change", "changes"),
            Differences.of(changes));
  }

  private static Html body(String body) {
    return Html.of(
        "<details><summary>Body</summary>{}</details>",
        Source.of(Shown.shortened(body, LONGEST), List.of(), Html.EMPTY));
  }
}
