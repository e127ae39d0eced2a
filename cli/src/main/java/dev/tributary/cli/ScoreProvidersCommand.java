package dev.tributary.cli;

import dev.tributary.ingestion.json.Json;
import dev.tributary.ingestion.score.JudgedProducts.JudgedProduct;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `tributary score providers`: a scorecard of each provider.
@Command(
    name = "providers",
    description = {
      "Prints a scorecard of each provider: how its products score.",
      "By month or day, products count for when what they show was said (UTC)."
    },
    mixinStandardHelpOptions = true)
final class ScoreProvidersCommand implements Callable<Integer> {
  private static final Comparator<Group> ORDER =
      Comparator.comparing(Group::provider).thenComparing(group -> group.period().orElse(""));

  @Spec private CommandSpec spec;
  @Mixin private DataOptions data;
  @Mixin private JsonOption json;
  @Mixin private ProductScores products;

  @Mixin private ScorerParameter scorer;

  @Option(names = "--below", paramLabel = "N", description = "Count the products that score less.")
  private @Nullable Double below;

  @Option(names = "--by", paramLabel = "PERIOD", description = "A row for each month or day.")
  private @Nullable Period by;

  private enum Period {
    MONTH("2026-11".length()),
    DAY("2026-11-22".length());

    private final int length;

    Period(int length) {
      this.length = length;
    }
  }

  private record Group(String provider, Optional<String> period) {}

  /// Names as scripts rely on them.
  private record Card(
      String provider,
      Optional<String> period,
      int products,
      double lowest,
      double median,
      double highest,
      Optional<Long> below) {}

  private record Listing(List<Card> providers) {}

  @Override
  public Integer call() throws IOException, InterruptedException {
    var cards = cards();
    var out = spec.commandLine().getOut();
    if (json.isSet()) {
      out.println(Json.text(new Listing(cards)));
      return 0;
    }
    var table = new Table("PROVIDER", "PERIOD", "PRODUCTS", "LOWEST", "MEDIAN", "HIGHEST", "BELOW");
    for (var card : cards) {
      table.add(
          card.provider(),
          card.period().orElse("-"),
          Integer.toString(card.products()),
          ScoreProductsCommand.rounded(card.lowest()),
          ScoreProductsCommand.rounded(card.median()),
          ScoreProductsCommand.rounded(card.highest()),
          card.below().map(String::valueOf).orElse("-"));
    }
    if (table.isEmpty()) {
      out.println("no products");
    } else {
      table.print(out);
    }
    return 0;
  }

  private List<Card> cards() throws IOException, InterruptedException {
    var tree = scorer.read();
    var scores = new TreeMap<Group, List<Double>>(ORDER);
    try (var catalogue = data.configuration().readCatalogue()) {
      products.forEach(
          catalogue,
          null,
          product ->
              scores
                  .computeIfAbsent(group(product), _ -> new ArrayList<>())
                  .add(ProductScores.score(tree, product).score()));
    }
    var cards = new ArrayList<Card>();
    scores.forEach((group, each) -> cards.add(card(group, each)));
    return cards;
  }

  private Group group(JudgedProduct product) {
    return new Group(
        product.provider(),
        Optional.ofNullable(by).map(period -> product.saidAt().substring(0, period.length)));
  }

  private Card card(Group group, List<Double> scores) {
    Collections.sort(scores);
    return new Card(
        group.provider(),
        group.period(),
        scores.size(),
        scores.getFirst(),
        scores.get(scores.size() / 2),
        scores.getLast(),
        Optional.ofNullable(below)
            .map(limit -> scores.stream().filter(score -> score < limit).count()));
  }
}
