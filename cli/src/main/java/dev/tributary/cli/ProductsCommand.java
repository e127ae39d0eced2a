package dev.tributary.cli;

import dev.tributary.cli.LimitOption.Page;
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
  @Mixin private LimitOption limit = new LimitOption(1000);

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
      names = "--review",
      description =
          "Only those that score less than the setting score.review says, the worst first.")
  private boolean review;

  private record Listing(List<?> products, boolean more) {}

  @Override
  public Integer call() throws InterruptedException {
    var filter =
        new Filter(
            Optional.ofNullable(provider), Optional.ofNullable(text), Optional.ofNullable(state));
    var out = spec.commandLine().getOut();
    if (review) {
      printPoor(limit.page(PoorProducts.of(data.configuration(), filter, limit.oneMore())), out);
      return 0;
    }
    var most = limit.oneMore();
    try (var catalogue = data.configuration().readCatalogue()) {
      var page =
          limit.page(catalogue.read(handle -> Products.list(handle, filter, most, Instant.now())));
      if (json.isSet()) {
        out.println(Json.text(new Listing(page.shown(), page.more())));
      } else {
        print(page, out);
      }
    }
    return 0;
  }

  private void printPoor(Page<PoorProduct> page, PrintWriter out) {
    if (json.isSet()) {
      out.println(Json.text(new Listing(page.shown(), page.more())));
      return;
    }
    var table = new Table("SCORE", "KEY", "TYPE", "STATE", "TITLE", "ARTIST");
    for (var product : page.shown()) {
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
    limit.tellMore(page, ", --provider or TEXT fewer", out);
  }

  private void print(Page<Summary> page, PrintWriter out) {
    var table = new Table("KEY", "TYPE", "STATE", "TITLE", "ARTIST");
    for (var product : page.shown()) {
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
    limit.tellMore(page, ", --provider or TEXT fewer", out);
  }
}
