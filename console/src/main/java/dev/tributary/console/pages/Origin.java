package dev.tributary.console.pages;

import dev.tributary.console.web.Html;
import dev.tributary.ingestion.catalogue.Products.HistoryEntry;
import dev.tributary.ingestion.json.Changes.Change;
import dev.tributary.ingestion.trust.Enriched;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// Where a field of a product comes from: the delivery that gave it its present value, by which
/// mapping, and what others say of the same.
///
/// @param delivery absent if the history does not go back so far
record Origin(
    String field,
    String value,
    Optional<String> delivery,
    Optional<Instant> saidAt,
    Optional<String> mapping,
    List<Enriched> others) {
  /// What the catalogue adds to what providers say, and what has a section of its own.
  private static final Set<String> NOT_SAID =
      Set.of("key", "provider", "state", "currentDelivery", "incomplete");

  private static final int VALUE = 120;

  /// That of each field of `product`, in its order, then of what only others say.
  static List<Origin> of(JsonNode product, List<HistoryEntry> history, List<Enriched> found) {
    var all = new ArrayList<Origin>();
    for (var name : product.propertyNames()) {
      if (!NOT_SAID.contains(name)) {
        var value = product.path(name);
        all.add(of(name, inShort(value), history, others(name, found)));
      }
    }
    var said = all.stream().map(Origin::field).toList();
    found.stream()
        .filter(each -> each.item().isEmpty() && !said.contains(field(each)))
        .map(Origin::field)
        .distinct()
        .forEach(name -> all.add(unsaid(name, others(name, found))));
    return all;
  }

  private static Origin of(
      String name, String value, List<HistoryEntry> history, List<Enriched> others) {
    var origin =
        history.reversed().stream()
            .filter(entry -> entry.changes().stream().anyMatch(change -> isOf(name, change)))
            .findFirst()
            .or(() -> history.stream().findFirst());
    return new Origin(
        name,
        value,
        origin.map(HistoryEntry::delivery),
        origin.map(HistoryEntry::saidAt),
        origin.map(HistoryEntry::mapping).filter(it -> !it.isEmpty()),
        others);
  }

  private static Origin unsaid(String name, List<Enriched> others) {
    return new Origin(name, "", Optional.empty(), Optional.empty(), Optional.empty(), others);
  }

  private static boolean isOf(String name, Change change) {
    var path = change.path();
    return path.equals(name) || path.startsWith(name + ".") || path.startsWith(name + "[");
  }

  private static List<Enriched> others(String name, List<Enriched> found) {
    return found.stream()
        .filter(each -> each.item().isEmpty() && field(each).equals(name))
        .toList();
  }

  /// Of the product, the field that a finding is about.
  private static String field(Enriched found) {
    return switch (found.field()) {
      case "title" -> "titles";
      case "artist" -> "displayArtists";
      case String other -> other;
    };
  }

  private static String inShort(JsonNode value) {
    if (value.isArray()) {
      var texts =
          value.values().stream()
              .map(each -> each.isString() ? each.asString() : each.path("text").asString(""))
              .filter(text -> !text.isEmpty())
              .toList();
      return texts.isEmpty()
          ? Shown.count(value.size(), "entry", "entries")
          : Shown.line(String.join(" · ", texts), VALUE);
    }
    return Shown.line(
        value.isObject() ? value.path("text").asString(value.toString()) : value.asString(""),
        VALUE);
  }

  static Html table(List<Origin> all) {
    return Shown.section(
        "Where it comes from",
        List.of("Field", "Value", "Said by", "Said (UTC)", "Mapping", "Others say"),
        Html.each(all, Origin::row));
  }

  private Html row() {
    return Html.of(
        """
        <tr><th scope="row">{}</th><td class="path">{}</td><td>{}</td><td>{}</td><td>{}</td><td>{}</td></tr>
        """,
        field,
        value.isEmpty() ? "–" : value,
        delivery.map(Shown::delivery),
        saidAt.map(Shown::time),
        mapping.map(Shown::version),
        Html.each(others, Origin::other));
  }

  private static Html other(Enriched found) {
    return Html.of(
        "<div>{}: {}{} <small>{} %</small></div>",
        found.source(),
        found.value(),
        Html.of(" {}", Shown.state("DISAGREES")).when(found.conflicting()),
        Math.round(100 * found.confidence()));
  }
}
