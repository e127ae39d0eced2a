package dev.tributary.console.pages;

import dev.tributary.console.web.Html;
import dev.tributary.ingestion.model.Violation;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Violations in words, the most serious first.
final class ViolationsShown {
  private ViolationsShown() {}

  /// @param delivery whose file the lines are of, if it can be looked at
  static Html of(List<Violation> violations, Optional<String> delivery) {
    if (violations.isEmpty()) {
      return Html.EMPTY;
    }
    var ordered = violations.stream().sorted(Comparator.comparing(Violation::severity)).toList();
    return Html.of(
        "<ul class=\"violations\">{}</ul>", Html.each(ordered, it -> inWords(it, delivery)));
  }

  private static Html inWords(Violation violation, Optional<String> delivery) {
    return Html.of(
        """
        <li><div>{}</div><div>{}{}{}<br><small><code>{}</code>{}{}</small></div></li>
        """,
        Shown.state(violation.severity().name()),
        violation.message(),
        violation.value().map(it -> Html.of(" Found <code>{}</code>.", Shown.line(it, 200))),
        violation.line().map(line -> line(line, delivery)),
        violation.rule(),
        violation.path().map(_ -> " · ").orElse(""),
        violation.path().map(it -> Html.of("<span class=\"path\">{}</span>", it)));
  }

  private static Html line(int line, Optional<String> delivery) {
    return delivery
        .map(id -> Html.of(" <a href=\"/deliveries/{}/file#L{}\">line {}</a>", id, line, line))
        .orElse(Html.of(" line {}", line));
  }
}
