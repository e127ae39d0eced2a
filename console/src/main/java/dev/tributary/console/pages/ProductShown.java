package dev.tributary.console.pages;

import static java.time.ZoneOffset.UTC;

import dev.tributary.console.web.Html;
import dev.tributary.ingestion.catalogue.Products.HistoryEntry;
import dev.tributary.ingestion.json.Changes.Change;
import dev.tributary.ingestion.trust.ShownProduct;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// One product: what is said of it and by whom, and how it came to be as it is.
final class ProductShown {
  private ProductShown() {}

  static Html of(
      ShownProduct shown, Html assets, List<HistoryEntry> history, List<Origin> origins) {
    var product = shown.product();
    return Html.join(
        head(product),
        Shown.section("Items", List.of("Disc", "Track", "Title", "ISRC", "Length"), items(product)),
        assets,
        DealsShown.of(product, LocalDate.now(UTC)),
        TrustShown.of(shown),
        Origin.table(origins),
        Shown.section(
            "History",
            List.of("Said (UTC)", "Action", "Delivery", "Mapping", "Changes"),
            history(history)),
        Html.of(
            "<details><summary>The document</summary>{}</details>",
            Source.of(product.toPrettyString(), List.of(), Html.EMPTY)));
  }

  private static Html head(JsonNode product) {
    var delivery = Optional.of(product.path("currentDelivery").asString("")).map(Shown::delivery);
    return Html.join(
        Html.of(
            "<p class=\"verdict\">{} {}{}</p>",
            Shown.state(text(product, "state")),
            product.path("displayArtists").path(0).path("text").asString(""),
            Html.of(" {}", Shown.state("INCOMPLETE"))
                .when(product.path("incomplete").booleanValue(false))),
        Html.of(
            "<dl>{}{}{}{}{}{}{}</dl>",
            Shown.property("Key", Optional.of(text(product, "key"))),
            Shown.property("Provider", Optional.of(text(product, "provider"))),
            Shown.property("Statement that counts", delivery),
            some("Type", product, "releaseType"),
            some("Label", product, "label"),
            some("Release date", product, "releaseDate"),
            Html.each(
                product.path("identifiers").values(),
                identifier ->
                    Shown.property(
                        text(identifier, "type"),
                        Optional.of(
                            text(identifier, "value")
                                + (identifier.path("valid").booleanValue(true)
                                    ? ""
                                    : " (not valid)"))))));
  }

  private static Html some(String term, JsonNode node, String name) {
    return Shown.property(
        term, Optional.of(node.path(name).asString("")).filter(it -> !it.isEmpty()));
  }

  private static Html items(JsonNode product) {
    return Html.each(
        product.path("items").values(),
        item ->
            row(
                item.path("sequence").path("disc").asString("–"),
                item.path("sequence").path("track").asString("–"),
                text(item.path("titles").path(0), "text"),
                text(item, "isrc"),
                Shown.length(text(item, "duration"))));
  }

  private static Html history(List<HistoryEntry> history) {
    return Html.each(
        history.reversed(),
        entry ->
            Html.of(
                "<tr><td>{}</td><td>{}</td><td>{}</td><td>{}</td><td>{}</td></tr>",
                Shown.time(entry.saidAt()),
                Shown.state(entry.action().name()),
                entry
                    .editor()
                    .map(who -> Html.of("edited by {}: {}", who, entry.why()))
                    .orElse(Shown.delivery(entry.delivery())),
                Shown.version(entry.mapping()),
                changes(entry.changes())));
  }

  private static Html changes(List<Change> changes) {
    if (changes.isEmpty()) {
      return Html.of("none");
    }
    return Html.of(
        "<details><summary>{}</summary>{}</details>",
        Shown.count(changes.size(), "change", "changes"),
        Differences.of(changes));
  }

  static Html row(String... cells) {
    return Html.of("<tr>{}</tr>", Html.each(List.of(cells), cell -> Html.of("<td>{}</td>", cell)));
  }

  private static String text(JsonNode node, String name) {
    return node.path(name).asString("–");
  }
}
