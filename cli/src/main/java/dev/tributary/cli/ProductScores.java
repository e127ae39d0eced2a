package dev.tributary.cli;

import dev.tributary.ingestion.model.Product.ContentType;
import dev.tributary.ingestion.score.JudgedProducts;
import dev.tributary.ingestion.score.JudgedProducts.Filter;
import dev.tributary.ingestion.score.JudgedProducts.JudgedProduct;
import dev.tributary.ingestion.score.ProductScorer;
import dev.tributary.scoring.ScoreTree;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Which products of the catalogue to judge.
final class ProductScores {
  @Option(
      names = "--provider",
      paramLabel = "NAME",
      description = "Only products of this provider.")
  private @Nullable String provider;

  @Option(
      names = "--type",
      paramLabel = "TYPE",
      description = "Only products of this kind: MusicRelease, Podcast, Audiobook, Book or Video.")
  private @Nullable String type;

  /// All that the options let through.
  Filter filter() {
    return filter(Optional.empty());
  }

  private Filter filter(Optional<String> key) {
    return new Filter(
        key,
        Optional.ofNullable(provider),
        Optional.ofNullable(type).map(ProductScores::contentType));
  }

  /// Tells `judge` of the products, by key.
  ///
  /// @param key of one product, or an identifier of it; of all if there is none
  void forEach(Configuration configuration, @Nullable String key, Consumer<JudgedProduct> judge)
      throws InterruptedException {
    try (var catalogue = configuration.readCatalogue();
        var found = new FoundByOthers(configuration)) {
      var one =
          key == null
              ? Optional.<String>empty()
              : Optional.of(ProductCommand.find(catalogue, key).path("key").stringValue(""));
      new JudgedProducts(catalogue, found).forEach(filter(one), judge);
    }
  }

  /// The product that `key` names, and what it can be judged by.
  ///
  /// @throws UsageException if it names none, or several
  static JudgedProduct one(Configuration configuration, String key) throws InterruptedException {
    try (var catalogue = configuration.readCatalogue();
        var found = new FoundByOthers(configuration)) {
      var full = ProductCommand.find(catalogue, key).path("key").stringValue("");
      return new JudgedProducts(catalogue, found)
          .find(full)
          .orElseThrow(() -> new UsageException(full + " was purged: there is nothing to judge"));
    }
  }

  /// What scores products by `tree`.
  ///
  /// @throws UsageException if they have not what it scores by
  static ProductScorer scorer(ScoreTree tree) {
    try {
      return new ProductScorer(tree);
    } catch (IllegalArgumentException unfit) {
      throw new UsageException(String.valueOf(unfit.getMessage()), unfit);
    }
  }

  private static String contentType(String text) {
    return Arrays.stream(ContentType.values())
        .map(ContentType::word)
        .filter(word -> word.equalsIgnoreCase(text))
        .findFirst()
        .orElseThrow(
            () ->
                new UsageException(
                    "expected --type to be one of %s, got: \"%s\"".formatted(words(), text)));
  }

  private static String words() {
    return Arrays.stream(ContentType.values())
        .map(ContentType::word)
        .collect(Collectors.joining(", "));
  }
}
