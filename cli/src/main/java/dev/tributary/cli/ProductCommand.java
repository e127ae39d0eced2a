package dev.tributary.cli;

import dev.tributary.database.DatabaseReader;
import dev.tributary.ingestion.catalogue.Products;
import dev.tributary.ingestion.catalogue.Products.HistoryEntry;
import dev.tributary.ingestion.catalogue.Products.Lookup.Ambiguous;
import dev.tributary.ingestion.catalogue.Products.Lookup.Found;
import dev.tributary.ingestion.catalogue.Products.Lookup.Unknown;
import dev.tributary.ingestion.json.Json;
import dev.tributary.ingestion.matching.Matches;
import dev.tributary.ingestion.matching.Proposal;
import dev.tributary.ingestion.trust.ShownProduct;
import dev.tributary.ingestion.trust.ShownProducts;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
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
        "Shows one product, as the most trusted say it is: who says what, and its history.",
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

  @Option(
      names = "--stated",
      description = "Only what its provider says, whatever editors and others say.")
  private boolean stated;

  private record History(String key, List<HistoryEntry> history) {}

  @Override
  public Integer call() throws InterruptedException {
    try (var catalogue = data.configuration().readCatalogue()) {
      return show(find(catalogue, key), catalogue);
    }
  }

  /// The product that `key` names.
  ///
  /// @throws UsageException if it names none, or several
  static ObjectNode find(DatabaseReader catalogue, String key) throws InterruptedException {
    return switch (catalogue.read(handle -> Products.find(handle, key, Instant.now()))) {
      case Found(var document) -> document;
      case Unknown _ ->
          throw new UsageException(
              "no product %s in the catalogue; `tributary products` lists what is there"
                  .formatted(key));
      case Ambiguous(var keys) ->
          throw new UsageException(
              "%s names several products: %s".formatted(key, String.join(", ", keys)));
    };
  }

  private int show(ObjectNode document, DatabaseReader catalogue) throws InterruptedException {
    var out = spec.commandLine().getOut();
    var full = document.path("key").stringValue("");
    var shown = shown(document, catalogue);
    var matches = stated ? List.<Proposal>of() : matches(full);
    var score = stated ? Optional.<ScoreShown>empty() : ScoreShown.of(data.configuration(), full);
    if (json.isSet() && !history) {
      var answer = shown.json();
      score.ifPresent(scored -> answer.set("score", scored.json()));
      if (!matches.isEmpty()) {
        answer.set("matches", Json.tree(matches));
      }
      out.println(answer.toPrettyString());
      return 0;
    }
    var entries = catalogue.read(handle -> Products.history(handle, full));
    if (json.isSet()) {
      out.println(Json.tree(new History(full, entries)).toPrettyString());
      return 0;
    }
    new ProductText(out).print(shown, score, matches, entries);
    return 0;
  }

  private ShownProduct shown(ObjectNode document, DatabaseReader catalogue)
      throws InterruptedException {
    var configuration = data.configuration();
    try (var found = new FoundByOthers(configuration)) {
      return stated
          ? ShownProduct.stated(document)
          : new ShownProducts(catalogue, found, configuration.trust()).show(document);
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
}
