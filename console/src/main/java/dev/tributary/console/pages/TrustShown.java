package dev.tributary.console.pages;

import dev.tributary.console.web.Html;
import dev.tributary.ingestion.trust.ShownProduct;
import java.util.List;
import java.util.Optional;

/// Whose word on a product is shown, where others than its provider speak of it.
final class TrustShown {
  private TrustShown() {}

  static Html of(ShownProduct shown) {
    return Html.join(
        Shown.section(
            "Edited", List.of("For", "Field", "Value", "By", "Why", "At (UTC)"), edits(shown)),
        Shown.section(
            "Whose word is shown",
            List.of("For", "Field", "Value", "Source", "Confidence", "At (UTC)"),
            provenance(shown)),
        Shown.section(
            "Conflicts", List.of("For", "Field", "Shown", "Of", "Other", "Of"), conflicts(shown)));
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
