package dev.tributary.console.pages;

import dev.tributary.console.web.Html;
import dev.tributary.ingestion.trust.ShownProduct;
import java.util.List;
import java.util.Optional;

/// What others than its provider know of a product: what its files are, and whose word is shown
/// where they contradict each other.
final class TrustShown {
  private TrustShown() {}

  static Html of(ShownProduct shown) {
    return Html.join(
        Shown.section(
            "Files, opened", List.of("File", "Type", "Measured", "Wrong with it"), files(shown)),
        Shown.section(
            "Edited", List.of("For", "Field", "Value", "By", "Why", "At (UTC)"), edits(shown)),
        Shown.section(
            "Whose word is shown",
            List.of("For", "Field", "Value", "Source", "Confidence", "At (UTC)"),
            provenance(shown)),
        Shown.section(
            "Conflicts", List.of("For", "Field", "Shown", "Of", "Other", "Of"), conflicts(shown)));
  }

  private static Html files(ShownProduct shown) {
    return Html.each(
        shown.files(),
        file ->
            Html.of(
                "<tr><td class=\"path\">{}</td><td>{}</td><td>{}</td><td>{}</td></tr>",
                file.uri(),
                file.measured().type(),
                file.measured().summary(),
                Html.each(
                    file.violations(),
                    violation ->
                        Html.of("<code>{}</code> {} ", violation.rule(), violation.message()))));
  }

  private static Html edits(ShownProduct shown) {
    return Html.each(
        shown.edits(),
        edit ->
            row(
                edit.item(),
                edit.field(),
                edit.value().orElse("–"),
                edit.who(),
                edit.why(),
                Shown.time(edit.at())));
  }

  private static Html provenance(ShownProduct shown) {
    return Html.each(
        shown.provenance(),
        each ->
            row(
                each.item(),
                each.field(),
                each.value(),
                each.source(),
                Double.toString(each.confidence()),
                Shown.time(each.at())));
  }

  private static Html conflicts(ShownProduct shown) {
    return Html.each(
        shown.conflicts(),
        each ->
            row(
                each.item(),
                each.field(),
                each.shown(),
                each.source(),
                each.other(),
                each.otherSource()));
  }

  private static Html row(Optional<String> item, Object... cells) {
    return Html.of(
        "<tr><td>{}</td>{}</tr>",
        item.orElse("the product"),
        Html.each(List.of(cells), cell -> Html.of("<td>{}</td>", cell)));
  }
}
