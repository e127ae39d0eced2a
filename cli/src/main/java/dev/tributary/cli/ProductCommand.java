package dev.tributary.cli;

import dev.tributary.database.DatabaseReader;
import dev.tributary.ingestion.catalogue.Products;
import dev.tributary.ingestion.catalogue.Products.HistoryEntry;
import dev.tributary.ingestion.catalogue.Products.Lookup.Ambiguous;
import dev.tributary.ingestion.catalogue.Products.Lookup.Found;
import dev.tributary.ingestion.catalogue.Products.Lookup.Unknown;
import dev.tributary.ingestion.enrich.Enriched;
import dev.tributary.ingestion.enrich.Findings;
import dev.tributary.ingestion.json.Json;
import dev.tributary.ingestion.matching.Matches;
import dev.tributary.ingestion.matching.Proposal;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// `tributary product KEY`: one product, whole, and how it came to be as it is.
@Command(
    name = "product",
    description =
        "Shows one product: what its provider says of it, what others know, and its history.",
    mixinStandardHelpOptions = true)
final class ProductCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private DataOptions data;
  @Mixin private JsonOption json;

  @Parameters(
      paramLabel = "KEY",
      description = "Its key, or any identifier of it, such as its barcode.")
  private String key = "";

  @Option(names = "--history", description = "With --json: print the history instead.")
  private boolean history;

  private record History(String key, List<HistoryEntry> history) {}

  @Override
  public Integer call() throws InterruptedException {
    try (var catalogue = data.configuration().readCatalogue()) {
      return switch (catalogue.read(handle -> Products.find(handle, key, Instant.now()))) {
        case Found(var document) -> show(document, catalogue);
        case Unknown _ ->
            throw new UsageException(
                "no product %s in the catalogue; `tributary products` lists what is there"
                    .formatted(key));
        case Ambiguous(var keys) ->
            throw new UsageException(
                "%s names several products: %s".formatted(key, String.join(", ", keys)));
      };
    }
  }

  private int show(ObjectNode document, DatabaseReader catalogue) throws InterruptedException {
    var out = spec.commandLine().getOut();
    var full = document.path("key").stringValue("");
    var enriched = enriched(document, full);
    var matches = matches(full);
    if (json.isSet() && !history) {
      if (!enriched.isEmpty()) {
        document.set("enriched", Json.tree(enriched));
      }
      if (!matches.isEmpty()) {
        document.set("matches", Json.tree(matches));
      }
      out.println(document.toPrettyString());
      return 0;
    }
    var entries = catalogue.read(handle -> Products.history(handle, full));
    if (json.isSet()) {
      out.println(Json.tree(new History(full, entries)).toPrettyString());
      return 0;
    }
    printHead(document, out);
    printItems(document, out);
    printDeals(document, out);
    printAssets(document, out);
    printEnriched(enriched, out);
    printMatches(matches, full, out);
    printHistory(entries, out);
    return 0;
  }

  /// What others know of the product.
  private List<Enriched> enriched(ObjectNode document, String full) throws InterruptedException {
    var enrichment = data.configuration().readEnrichment();
    if (enrichment.isEmpty()) {
      return List.of();
    }
    try (var reader = enrichment.get()) {
      return Enriched.of(document, reader.read(handle -> Findings.of(handle, full)));
    }
  }

  /// Which others it may be.
  private List<Proposal> matches(String full) throws InterruptedException {
    var matching = data.configuration().readMatching();
    if (matching.isEmpty()) {
      return List.of();
    }
    try (var reader = matching.get()) {
      return reader.read(handle -> Matches.of(handle, full));
    }
  }

  private static void printHead(ObjectNode product, PrintWriter out) {
    out.printf("%s  %s%n", text(product, "key"), text(product, "state"));
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
    out.printf("  %-12s %s%n", "delivery", text(product, "currentDelivery"));
  }

  private static void printItems(ObjectNode product, PrintWriter out) {
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

  private static void printDeals(ObjectNode product, PrintWriter out) {
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

  private static void printAssets(ObjectNode product, PrintWriter out) {
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

  private static void printEnriched(List<Enriched> all, PrintWriter out) {
    var table = new Table("", "SOURCE", "FOR", "FIELD", "VALUE", "PROVIDER", "CONFIDENCE", "AT");
    for (var each : all) {
      table.add(
          "",
          each.source(),
          each.item().orElse("the product"),
          each.field(),
          each.value(),
          each.conflicting() ? "differs: " + each.said().orElse("") : each.said().orElse("-"),
          Double.toString(each.confidence()),
          each.at().toString());
    }
    section("enriched", table, out);
  }

  private static void printMatches(List<Proposal> all, String key, PrintWriter out) {
    var table = new Table("", "MAY BE", "SURE", "DECIDED", "REASON");
    for (var each : all) {
      table.add(
          "",
          each.otherThan(key),
          MatchesCommand.percent(each.confidence()),
          each.decision().map(MatchesCommand::word).orElse("-"),
          each.reason());
    }
    section("matches", table, out);
  }

  private static void printHistory(List<HistoryEntry> entries, PrintWriter out) {
    var table = new Table("", "SAID AT", "ACTION", "DELIVERY", "CHANGES");
    for (var entry : entries) {
      table.add(
          "",
          entry.saidAt().toString(),
          entry.action().name().toLowerCase(Locale.ROOT),
          entry.delivery(),
          Integer.toString(entry.changes().size()));
    }
    section("history", table, out);
  }

  private static void section(String title, Table table, PrintWriter out) {
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
