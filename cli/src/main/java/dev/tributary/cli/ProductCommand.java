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
import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
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
    if (json.isSet() && !history) {
      if (!enriched.isEmpty()) {
        document.set("enriched", Json.tree(enriched));
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
    ProductText.printParts(document, out);
    printEnriched(enriched, out);
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

  private static void printHead(ObjectNode product, PrintWriter out) {
    out.printf(
        "%s  %s%n", product.path("key").asString("-"), product.path("state").asString("-"));
    ProductText.printHead(product, out);
    out.printf("  %-12s %s%n", "delivery", product.path("currentDelivery").asString("-"));
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
    ProductText.section("enriched", table, out);
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
    ProductText.section("history", table, out);
  }
}
