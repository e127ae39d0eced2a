package dev.tributary.cli;

import dev.tributary.ingestion.json.Json;
import dev.tributary.ingestion.score.JudgedProducts.JudgedProduct;
import dev.tributary.ingestion.score.ProductScorer;
import dev.tributary.scoring.Explanation;
import dev.tributary.scoring.Score;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `tributary score products`: how the products of the catalogue score, the worst first.
@Command(
    name = "products",
    description = {
      "Lists how the products of the catalogue score, the worst first.",
      "The attributes of the score have to be ones that `tributary score attributes` prints. Scores"
          + " are those of the products as they are now; nothing"
          + " is kept. What they scored by the setting score.scorer is with each product."
    },
    mixinStandardHelpOptions = true)
final class ScoreProductsCommand implements Callable<Integer> {
  private static final Comparator<Row> WORST_FIRST =
      Comparator.comparingDouble(Row::score).thenComparing(Row::key);

  @Spec private CommandSpec spec;
  @Mixin private DataOptions data;
  @Mixin private JsonOption json;
  @Mixin private LimitOption limit = new LimitOption(1000);
  @Mixin private ProductScores products;

  @Mixin private ScorerParameter scorer;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "KEY",
      description = "This product only: its key, or any identifier of it.")
  private @Nullable String key;

  @Option(
      names = "--below",
      paramLabel = "N",
      defaultValue = "Infinity",
      description = "Only those that score less, to be looked at.")
  private double below = Double.POSITIVE_INFINITY;

  @Option(
      names = "--explain",
      description = "Print the references that decide, each product as a line of JSON, by key.")
  private boolean explain;

  /// Names as scripts rely on them.
  private record Row(
      String key,
      String provider,
      Optional<String> title,
      double score,
      double lower,
      double upper) {
    static Row of(JudgedProduct product, Score score) {
      return new Row(
          product.key(),
          product.provider(),
          product.title(),
          score.score(),
          score.lower(),
          score.upper());
    }
  }

  private record Listing(List<Row> products, boolean more) {}

  private record Explained(String key, Explanation explanation) {}

  @Override
  public Integer call() throws IOException, InterruptedException {
    var byTree = ProductScores.scorer(scorer.read());
    var out = spec.commandLine().getOut();
    if (explain) {
      explain(byTree, out);
      return 0;
    }
    var page = limit.page(worst(byTree, limit.oneMore()));
    if (json.isSet()) {
      out.println(Json.text(new Listing(page.shown(), page.more())));
    } else {
      print(page.shown(), out);
      limit.tellMore(page, ", --provider or --below fewer", out);
    }
    return 0;
  }

  private void explain(ProductScorer byTree, PrintWriter out) throws InterruptedException {
    products.forEach(
        data.configuration(),
        key,
        product -> {
          var explanation = byTree.explain(product);
          if (explanation.score() < below) {
            out.println(Json.text(new Explained(product.key(), explanation)));
          }
        });
  }

  /// Keeps no more than `most` rows, however many products there are.
  private List<Row> worst(ProductScorer byTree, int most) throws InterruptedException {
    var rows = new PriorityQueue<Row>(WORST_FIRST.reversed());
    products.forEach(
        data.configuration(),
        key,
        product -> {
          var score = byTree.score(product);
          if (score.score() < below) {
            rows.add(Row.of(product, score));
          }
          if (rows.size() > most) {
            rows.remove();
          }
        });
    return rows.stream().sorted(WORST_FIRST).toList();
  }

  private static void print(List<Row> rows, PrintWriter out) {
    var table = new Table("SCORE", "LOWER", "UPPER", "KEY", "TITLE");
    for (var row : rows) {
      table.add(
          rounded(row.score()),
          rounded(row.lower()),
          rounded(row.upper()),
          row.key(),
          row.title().orElse("-"));
    }
    if (table.isEmpty()) {
      out.println("no products");
    } else {
      table.print(out);
    }
  }

  static String rounded(double score) {
    return String.format(Locale.ROOT, "%.1f", score);
  }
}
