package dev.tributary.cli;

import dev.tributary.cli.PoorProducts.PoorProduct;
import dev.tributary.ingestion.catalogue.ProductState;
import dev.tributary.ingestion.catalogue.Products;
import dev.tributary.ingestion.catalogue.Products.Filter;
import dev.tributary.ingestion.catalogue.Products.Summary;
import dev.tributary.ingestion.json.Json;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `tributary products`: the catalogue as a list.
@Command(
    name = "products",
    description = "Lists the products of the catalogue.",
    mixinStandardHelpOptions = true)
final class ProductsCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private DataOptions data;
  @Mixin private JsonOption json;

  @Parameters(
      arity = "0..1",
      paramLabel = "TEXT",
      description = "Only those with this in title, artist or key.")
  private @Nullable String text;

  @Option(names = "--provider", paramLabel = "NAME", description = "Only those of this provider.")
  private @Nullable String provider;

  @Option(
      names = "--state",
      paramLabel = "STATE",
      description = "Only those in this state: ${COMPLETION-CANDIDATES}.")
  private @Nullable ProductState state;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "1000",
      description = "At most this many (default: ${DEFAULT-VALUE}).")
  private int limit = 1000;

  @Option(
      names = "--review",
      description =
          "Only those that score less than the setting score.review says, the worst first.")
  private boolean review;

  private record Listing(List<?> products) {}

  @Override
  public Integer call() throws InterruptedException {
    var filter =
        new Filter(
            Optional.ofNullable(provider), Optional.ofNullable(text), Optional.ofNullable(state));
    var out = spec.commandLine().getOut();
    if (review) {
      printPoor(PoorProducts.of(data.configuration(), filter, limit), out);
      return 0;
    }
    try (var catalogue = data.configuration().readCatalogue()) {
      var products =
          catalogue.read(handle -> Products.list(handle, filter, limit + 1, Instant.now()));
      var shown = products.subList(0, Math.min(limit, products.size()));
      if (json.isSet()) {
        out.println(Json.text(new Listing(shown)));
      } else {
        print(shown, products.size() > limit, out);
      }
    }
    return 0;
  }

  private void printPoor(List<PoorProduct> products, PrintWriter out) {
    if (json.isSet()) {
      out.println(Json.text(new Listing(products)));
      return;
    }
    var table = new Table("SCORE", "KEY", "TYPE", "STATE", "TITLE", "ARTIST");
    for (var product : products) {
      table.add(
          ScoreProductsCommand.rounded(product.score()),
          product.key(),
          product.contentType(),
          product.state().name(),
          product.title().orElse("-"),
          product.artist().orElse("-"));
    }
    if (table.isEmpty()) {
      out.println("no products to be looked at");
    } else {
      table.print(out);
    }
  }

  private void print(List<Summary> products, boolean more, PrintWriter out) {
    var table = new Table("KEY", "TYPE", "STATE", "TITLE", "ARTIST");
    for (var product : products) {
      table.add(
          product.key(),
          product.contentType(),
          product.state().name(),
          product.title().orElse("-"),
          product.artist().orElse("-"));
    }
    if (table.isEmpty()) {
      out.println("no products");
      return;
    }
    table.print(out);
    if (more) {
      out.printf("… more than %d; --limit shows more, --provider or TEXT fewer%n", limit);
    }
  }
}
