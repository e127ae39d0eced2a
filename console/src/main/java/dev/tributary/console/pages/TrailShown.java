package dev.tributary.console.pages;

import dev.tributary.console.web.Html;
import dev.tributary.ingestion.ledger.LedgerEntry;
import dev.tributary.ingestion.ledger.Trail;
import dev.tributary.ingestion.ledger.Trail.Hop;
import dev.tributary.ingestion.ledger.Trail.Work;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// A trail as a timeline: a row for what each application did, below it what that led to, and when
/// each waited and worked as a bar.
final class TrailShown {
  /// Further in than this nothing moves.
  private static final int DEEPEST = 12;

  private static final int REASON = 400;

  private final List<Html> rows = new ArrayList<>();
  private final TimeBar bar;

  private TrailShown(TimeBar bar) {
    this.bar = bar;
  }

  /// @param entries all that the trail is made of
  static Html of(List<LedgerEntry> entries) {
    if (entries.isEmpty()) {
      return Html.of("<p>Nothing yet.</p>");
    }
    var first = entries.stream().map(TrailShown::arrived).min(Instant::compareTo).orElseThrow();
    var last =
        entries.stream().map(it -> Instant.parse(it.at())).max(Instant::compareTo).orElseThrow();
    var shown = new TrailShown(new TimeBar(first, last));
    Trail.of(entries).roots().forEach(root -> shown.add(root, 0));
    return Shown.table(
        "All of it took " + Shown.duration(Duration.between(first, last)),
        List.of("Begun (UTC)", "Application", "Outcome", "Over time", "#Waited", "#Worked", "Sent"),
        Html.join(shown.rows.toArray(Html[]::new)));
  }

  private static Instant arrived(LedgerEntry entry) {
    return entry.begunAt().minusMillis(entry.isResult() ? 0 : entry.waitedMillis());
  }

  private void add(Hop hop, int depth) {
    if (hop.works().isEmpty()) {
      hop.sent().ifPresent(sent -> rows.add(unread(sent, depth)));
    }
    hop.works().forEach(work -> add(work, depth));
  }

  private void add(Work work, int depth) {
    work.attempts().forEach(attempt -> rows.add(row(work, attempt, depth)));
    work.results().forEach(result -> add(result, depth + 1));
  }

  private Html row(Work work, LedgerEntry attempt, int depth) {
    var arrived = arrived(attempt);
    var begun = attempt.begunAt();
    return Html.of(
        """
        <tr><td>{}</td><th scope="row" class="in-{}">{}</th><td>{}{}</td><td class="span">{}</td>
        <td class="number">{}</td><td class="number">{}</td><td>{}</td></tr>{}
        """,
        Shown.clock(begun),
        Math.min(depth, DEEPEST),
        work.application(),
        Shown.state(attempt.outcome()),
        Html.of(" attempt {}", attempt.attempt()).when(attempt.attempt() > 1),
        bar.of(arrived, begun, Instant.parse(attempt.at())),
        Shown.duration(Duration.ofMillis(attempt.waitedMillis())),
        Shown.duration(Duration.ofMillis(attempt.workedMillis())),
        Html.each(work.results(), TrailShown::sent),
        attempt.reason().map(TrailShown::because));
  }

  private static Html because(String reason) {
    return Html.of(
        """
        <tr class="because"><td></td><td colspan="6"><div class="reason">{}</div></td></tr>
        """,
        Shown.line(reason, REASON));
  }

  private static Html sent(Hop result) {
    return Html.of("<div><code>{}</code></div>", result.routingKey());
  }

  private static Html unread(LedgerEntry sent, int depth) {
    return Html.of(
        """
        <tr><td>{}</td><th scope="row" class="in-{}">–</th>
        <td colspan="5" class="quiet">nobody has worked on <code>{}</code>, sent by {}</td></tr>
        """,
        Shown.clock(Instant.parse(sent.at())),
        Math.min(depth, DEEPEST),
        sent.routingKey(),
        sent.application());
  }
}
