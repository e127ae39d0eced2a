package dev.tributary.console.pages;

import dev.tributary.console.web.Html;
import dev.tributary.ingestion.json.Changes.Change;
import java.util.List;

/// What was, beside what is.
final class Differences {
  private Differences() {}

  static Html of(List<Change> changes) {
    return Shown.table(
        "Changes",
        List.of("Field", "Before", "After"),
        Html.each(
            changes,
            change ->
                Html.of(
                    "<tr><th scope=\"row\"><code>{}</code></th><td>{}</td><td>{}</td></tr>",
                    change.path(),
                    change.before().map(it -> Html.of("<del>{}</del>", it)).orElse(Html.of("–")),
                    change.after().map(it -> Html.of("<ins>{}</ins>", it)).orElse(Html.of("–")))));
  }
}
