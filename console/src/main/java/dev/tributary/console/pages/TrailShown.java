package dev.tributary.console.pages;

import dev.tributary.console.web.Html;
import dev.tributary.ingestion.ledger.LedgerEntry;
import dev.tributary.ingestion.ledger.Trail;
import dev.tributary.ingestion.ledger.Trail.Hop;
import dev.tributary.ingestion.ledger.Trail.Work;
import java.time.Duration;
import java.time.Instant;

/// A trail as a timeline: what each application did, and below it what that led to.
final class TrailShown {
  private TrailShown() {}

  static Html of(Trail trail) {
    return trail.roots().isEmpty()
        ? Html.of("<p>Nothing yet.</p>")
        : Html.of("<ol class=\"trail\">{}</ol>", Html.each(trail.roots(), TrailShown::hop));
  }

  private static Html hop(Hop hop) {
    if (hop.works().isEmpty()) {
      return hop.sent()
          .map(
              sent ->
                  Html.of(
                      "<li>{} <strong>{}</strong> sent <code>{}</code>; nobody has worked on it{}</li>",
                      Shown.time(Instant.parse(sent.at())),
                      sent.application(),
                      sent.routingKey(),
                      body(sent)))
          .orElse(Html.EMPTY);
    }
    return Html.each(hop.works(), work -> work(hop, work));
  }

  private static Html work(Hop hop, Work work) {
    return Html.of(
        "<li>{}{}</li>",
        Html.each(work.attempts(), attempt -> attempt(hop, work, attempt)),
        Html.of("<ol>{}</ol>", Html.each(work.results(), TrailShown::hop))
            .when(!work.results().isEmpty()));
  }

  private static Html attempt(Hop hop, Work work, LedgerEntry attempt) {
    return Html.of(
        """
        <div class="hop">{} <strong>{}</strong> {} <code>{}</code>{}
        <small>waited {}, worked {}{}</small>{}</div>
        """,
        Shown.time(attempt.begunAt()),
        work.application(),
        Shown.state(attempt.outcome()),
        attempt.routingKey(),
        Html.of(" attempt {}", attempt.attempt()).when(attempt.attempt() > 1),
        Shown.duration(Duration.ofMillis(attempt.waitedMillis())),
        Shown.duration(Duration.ofMillis(attempt.workedMillis())),
        hop.sent().map(TrailShown::body),
        attempt.reason().map(it -> Html.of("<div class=\"reason\">{}</div>", it)));
  }

  private static Html body(LedgerEntry sent) {
    return sent.body()
        .map(it -> Html.of(", <a href=\"/bodies/{}\">{}</a>", it, Shown.bytes(sent.bytes())))
        .orElse(Html.EMPTY);
  }
}
