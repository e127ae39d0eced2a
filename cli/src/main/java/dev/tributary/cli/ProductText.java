package dev.tributary.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/// A canonical product for people to read.
final class ProductText {
  private ProductText() {}

  /// What it is called and known by.
  static void printHead(JsonNode product, PrintWriter out) {
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
  static void printParts(JsonNode product, PrintWriter out) {
    printItems(product, out);
    printDeals(product, out);
    printAssets(product, out);
  }

  private static void printItems(JsonNode product, PrintWriter out) {
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
    section("items", table, out);
  }

  private static void printDeals(JsonNode product, PrintWriter out) {
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
    section("deals", table, out);
  }

  private static void printAssets(JsonNode product, PrintWriter out) {
    var table = new Table("", "KIND", "STATE", "BYTES", "FILE");
    for (var asset : product.path("assets")) {
      table.add(
          "",
          text(asset, "kind"),
          text(asset, "state"),
          asset.path("bytes").asString("-"),
          text(asset, "uri"));
    }
    section("assets", table, out);
  }

  /// A table under its title; nothing if it is empty.
  static void section(String title, Table table, PrintWriter out) {
    if (!table.isEmpty()) {
      out.println();
      out.println(title);
      table.print(out);
    }
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
