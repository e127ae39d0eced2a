package dev.tributary.cli;

import dev.tributary.ingestion.json.Json;
import dev.tributary.ingestion.pipeline.Scoring;
import dev.tributary.ingestion.score.ProductScorer;
import dev.tributary.ingestion.score.Scores;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `tributary score providers`: a scorecard of each provider.
@Command(
    name = "providers",
    description = {
      "Prints a scorecard of each provider: how its products score.",
      "With SCORER.json, how the products as they are now score by it; by month or day, they count"
          + " for when what they show was said (UTC).",
      "Without it, how they scored as they came and changed, by the setting score.scorer; by month"
          + " or day, with what they scored last in it (UTC)."
    },
    mixinStandardHelpOptions = true)
final class ScoreProvidersCommand implements Callable<Integer> {
  private static final Comparator<Group> ORDER =
      Comparator.comparing(Group::provider).thenComparing(group -> group.period().orElse(""));

  @Spec private CommandSpec spec;
  @Mixin private DataOptions data;
  @Mixin private JsonOption json;
  @Mixin private ProductScores products;

  @Parameters(
      arity = "0..1",
      paramLabel = "SCORER.json",
      description = "What `tributary score fit` has written.")
  private @Nullable String scorer;

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
    var scores = scorer == null ? kept() : now(ProductScores.scorer(ScorerFile.read(scorer)));
    var cards = new ArrayList<Card>();
    scores.forEach((group, each) -> cards.add(card(group, new ArrayList<>(each.values()))));
    return cards;
  }

  /// What the products score that are in the catalogue now, by key.
  private Map<Group, Map<String, Double>> now(ProductScorer byScorer) throws InterruptedException {
    var scores = new TreeMap<Group, Map<String, Double>>(ORDER);
    products.forEach(
        data.configuration(),
        null,
        product ->
            put(
                scores,
                group(product.provider(), product.saidAt()),
                product.key(),
                byScorer.score(product).score()));
    return scores;
  }

  /// What products scored over time: in each period, what they scored last.
  private Map<Group, Map<String, Double>> kept() throws InterruptedException {
    var scores = new TreeMap<Group, Map<String, Double>>(ORDER);
    var filter = products.filter();
    try (var reader = data.configuration().readScores().orElseThrow(this::nothingScored)) {
      reader.read(
          handle -> {
            Scores.forEachPast(
                handle,
                filter,
                past -> put(scores, group(past.provider(), past.at()), past.key(), past.score()));
            return handle;
          });
    }
    return scores;
  }

  private UsageException nothingScored() {
    return new UsageException(
        "no product was scored yet: set %s and run `tributary up`, or name SCORER.json here"
            .formatted(Scoring.SCORER.name()));
  }

  private static void put(
      Map<Group, Map<String, Double>> scores, Group group, String key, double score) {
    scores.computeIfAbsent(group, _ -> new HashMap<>()).put(key, score);
  }

  private Group group(String provider, String at) {
    return new Group(
        provider, Optional.ofNullable(by).map(period -> at.substring(0, period.length)));
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
