package dev.tributary.cli;

import dev.tributary.ingestion.asset.Inspected;
import dev.tributary.ingestion.catalogue.Edit;
import dev.tributary.ingestion.catalogue.Products.HistoryEntry;
import dev.tributary.ingestion.matching.Proposal;
import dev.tributary.ingestion.model.Violation;
import dev.tributary.ingestion.trust.Conflict;
import dev.tributary.ingestion.trust.Enriched;
import dev.tributary.ingestion.trust.ShownProduct;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/// One product as text, section by section.
final class ProductText {
  private final PrintWriter out;

  ProductText(PrintWriter out) {
    this.out = out;
  }

  void print(
      ShownProduct shown,
      Optional<ScoreShown> score,
      List<Proposal> matches,
      List<HistoryEntry> history) {
    out.printf("%s  %s%n", text(shown.product(), "key"), text(shown.product(), "state"));
    printHead(shown.product());
    out.printf("  %-12s %s%n", "delivery", text(shown.product(), "currentDelivery"));
    score.ifPresent(scored -> out.printf("  %-12s %s%n", "score", scored.text()));
    printParts(shown.product());
    printFiles(shown.files());
    printEdits(shown.edits());
    printEnriched(shown.enriched());
    printConflicts(shown.conflicts());
    printMatches(matches, text(shown.product(), "key"));
    printHistory(history);
  }

  /// What it is called and known by.
  void printHead(JsonNode product) {
    for (var title : product.path("titles")) {
      out.printf("  %-12s %s%s%n", word(title, "kind"), text(title, "text"), where(title));
    }
    for (var artist : product.path("displayArtists")) {
      out.printf("  %-12s %s%s%n", "artist", text(artist, "text"), where(artist));
    }
    for (var name : List.of("releaseType", "label", "releaseDate", "parentalWarning")) {
      if (product.has(name)) {
        out.printf("  %-12s %s%n", name, text(product, name));
      }
    }
    for (var identifier : product.path("identifiers")) {
      out.printf(
          "  %-12s %s%s%n",
          text(identifier, "type"),
          text(identifier, "value"),
          identifier.path("valid").booleanValue(true) ? "" : "  (not valid)");
    }
  }

  /// What it consists of, on which terms, and in which files.
  void printParts(JsonNode product) {
    printItems(product);
    printDeals(product);
    printAssets(product);
  }

  private void printItems(JsonNode product) {
    var table = new Table("", "DISC", "TRACK", "ISRC", "DURATION", "TITLE");
    for (var item : product.path("items")) {
      table.add(
          "",
          item.path("sequence").path("disc").asString("-"),
          item.path("sequence").path("track").asString("-"),
          text(item, "isrc"),
          text(item, "duration"),
          text(item.path("titles").path(0), "text"));
    }
    section("items", table);
  }

  private void printDeals(JsonNode product) {
    var table = new Table("", "FROM", "UNTIL", "MODELS", "USES", "WHERE", "FOR");
    for (var deal : product.path("deals")) {
      table.add(
          "",
          text(deal.path("validity"), "start"),
          text(deal.path("validity"), "end"),
          list(deal.path("commercialModelType")),
          list(deal.path("useType")),
          territories(deal.path("territories")),
          deal.has("items") ? list(deal.path("items")) : "the product");
    }
    section("deals", table);
  }

  private void printAssets(JsonNode product) {
    var table = new Table("", "KIND", "STATE", "BYTES", "FILE");
    for (var asset : product.path("assets")) {
      table.add(
          "",
          text(asset, "kind"),
          text(asset, "state"),
          asset.path("bytes").asString("-"),
          text(asset, "uri"));
    }
    section("assets", table);
  }

  private void printEnriched(List<Enriched> all) {
    var table = new Table("", "SOURCE", "FOR", "FIELD", "VALUE", "PROVIDER", "CONFIDENCE", "AT");
    for (var each : all) {
      table.add(
          "",
          each.source(),
          about(each.item()),
          each.field(),
          each.value(),
          each.conflicting() ? "differs: " + each.said().orElse("") : each.said().orElse("-"),
          Double.toString(each.confidence()),
          each.at().toString());
    }
    section("enriched", table);
  }

  private void printFiles(List<Inspected> files) {
    var table = new Table("", "FILE", "TYPE", "MEASURED", "WRONG WITH IT");
    for (var file : files) {
      table.add(
          "",
          file.uri(),
          file.measured().type(),
          file.measured().summary(),
          file.violations().isEmpty()
              ? "-"
              : file.violations().stream().map(Violation::rule).collect(Collectors.joining(" ")));
    }
    section("files", table);
  }

  private void printEdits(List<Edit> edits) {
    var table = new Table("", "FOR", "FIELD", "VALUE", "BY", "WHY", "AT");
    for (var edit : edits) {
      table.add(
          "",
          about(edit.item()),
          edit.field(),
          edit.value().orElse("-"),
          edit.who(),
          edit.why(),
          edit.at().toString());
    }
    section("edited", table);
  }

  private void printConflicts(List<Conflict> conflicts) {
    var table = new Table("", "FOR", "FIELD", "SHOWN", "OF", "OTHER", "OF");
    for (var conflict : conflicts) {
      table.add(
          "",
          about(conflict.item()),
          conflict.field(),
          conflict.shown(),
          conflict.source(),
          conflict.other(),
          conflict.otherSource());
    }
    section("conflicts", table);
  }

  private void printMatches(List<Proposal> matches, String key) {
    var table = new Table("", "MAY BE", "SURE", "DECIDED", "REASON");
    for (var each : matches) {
      table.add(
          "",
          each.otherThan(key),
          MatchesCommand.percent(each.confidence()),
          each.decision().map(MatchesCommand::word).orElse("-"),
          each.reason());
    }
    section("matches", table);
  }

  private void printHistory(List<HistoryEntry> entries) {
    var table = new Table("", "SAID AT", "ACTION", "DELIVERY", "CHANGES");
    for (var entry : entries) {
      table.add(
          "",
          entry.saidAt().toString(),
          entry.action().name().toLowerCase(Locale.ROOT),
          entry.editor().map(who -> "edited by " + who).orElse(entry.delivery()),
          Integer.toString(entry.changes().size()));
    }
    section("history", table);
  }

  private void section(String title, Table table) {
    if (!table.isEmpty()) {
      out.println();
      out.println(title);
      table.print(out);
    }
  }

  private static String about(Optional<String> item) {
    return item.orElse("the product");
  }

  private static String territories(JsonNode territories) {
    var included = list(territories.path("included"));
    var excluded = list(territories.path("excluded"));
    var everywhere = included.isEmpty() ? "Worldwide" : included;
    return excluded.isEmpty() ? everywhere : everywhere + " without " + excluded;
  }

  /// The language and territory of a text, if it has them.
  private static String where(JsonNode node) {
    var language = node.path("language").asString("");
    var territory = node.path("territory").asString("");
    var both = (language + " " + territory).strip();
    return both.isEmpty() ? "" : "  (" + both + ")";
  }

  private static String word(JsonNode node, String name) {
    return text(node, name).toLowerCase(Locale.ROOT) + " title";
  }

  private static String text(JsonNode node, String name) {
    return node.path(name).asString("-");
  }

  private static String list(JsonNode array) {
    var words = new ArrayList<String>();
    array.forEach(word -> words.add(word.asString()));
    return String.join(" ", words);
  }
}
