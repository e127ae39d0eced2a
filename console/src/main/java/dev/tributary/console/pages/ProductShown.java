package dev.tributary.console.pages;

import dev.tributary.console.web.Html;
import dev.tributary.ingestion.catalogue.Products.HistoryEntry;
import dev.tributary.ingestion.json.Changes.Change;
import dev.tributary.ingestion.trust.ShownProduct;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/// One product: what is said of it and by whom, and how it came to be as it is.
final class ProductShown {
  private ProductShown() {}

  static Html of(ShownProduct shown, List<HistoryEntry> history) {
    var product = shown.product();
    return Html.join(
        head(product),
        section("Items", List.of("Disc", "Track", "Title", "ISRC", "Duration"), items(product)),
        section(
            "Deals", List.of("From", "Until", "Where", "Models", "Uses", "For"), deals(product)),
        section("Assets", List.of("Kind", "State", "Bytes", "File"), assets(product)),
        TrustShown.of(shown),
        section(
            "History", List.of("Said (UTC)", "Action", "Delivery", "Changes"), history(history)),
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
                text(item, "duration")));
  }

  private static Html deals(JsonNode product) {
    return Html.each(
        product.path("deals").values(),
        deal ->
            row(
                text(deal.path("validity"), "start"),
                text(deal.path("validity"), "end"),
                territories(deal.path("territories")),
                list(deal.path("commercialModelType")),
                list(deal.path("useType")),
                deal.has("items") ? list(deal.path("items")) : "the product"));
  }

  private static Html assets(JsonNode product) {
    return Html.each(
        product.path("assets").values(),
        asset ->
            row(
                text(asset, "kind"),
                text(asset, "state"),
                asset.has("bytes") ? Shown.bytes(asset.path("bytes").asLong(0)) : "–",
                text(asset, "uri")));
  }

  private static Html history(List<HistoryEntry> history) {
    return Html.each(
        history.reversed(),
        entry ->
            Html.of(
                "<tr><td>{}</td><td>{}</td><td>{}</td><td>{}</td></tr>",
                Shown.time(entry.saidAt()),
                Shown.state(entry.action().name()),
                entry
                    .editor()
                    .map(who -> Html.of("edited by {}: {}", who, entry.why()))
                    .orElse(Shown.delivery(entry.delivery())),
                changes(entry.changes())));
  }

  private static Html changes(List<Change> changes) {
    if (changes.isEmpty()) {
      return Html.of("none");
    }
    return Html.of(
        "<details><summary>{}</summary><ul>{}</ul></details>",
        Shown.count(changes.size(), "change", "changes"),
        Html.each(
            changes,
            change ->
                Html.of(
                    "<li><code>{}</code>: {} → {}</li>",
                    change.path(),
                    change.before().map(it -> Html.of("<del>{}</del>", it)).orElse(Html.of("–")),
                    change.after().map(it -> Html.of("<ins>{}</ins>", it)).orElse(Html.of("–")))));
  }

  static Html section(String title, List<String> columns, Html rows) {
    return Html.of("<h2>{}</h2>{}", title, Shown.table(title, columns, rows))
        .when(!rows.text().isEmpty());
  }

  static Html row(String... cells) {
    return Html.of("<tr>{}</tr>", Html.each(List.of(cells), cell -> Html.of("<td>{}</td>", cell)));
  }

  private static String territories(JsonNode territories) {
    var included = list(territories.path("included"));
    var excluded = list(territories.path("excluded"));
    var everywhere = included.isEmpty() ? "Worldwide" : included;
    return excluded.isEmpty() ? everywhere : everywhere + " without " + excluded;
  }

  private static String text(JsonNode node, String name) {
    return node.path(name).asString("–");
  }

  private static String list(JsonNode array) {
    return new ArrayList<>(array.values())
        .stream().map(word -> word.asString("")).collect(Collectors.joining(" "));
  }
}
