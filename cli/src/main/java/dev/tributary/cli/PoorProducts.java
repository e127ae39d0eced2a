package dev.tributary.cli;

import dev.tributary.database.DatabaseReader;
import dev.tributary.ingestion.catalogue.ProductState;
import dev.tributary.ingestion.catalogue.Products;
import dev.tributary.ingestion.catalogue.Products.Filter;
import dev.tributary.ingestion.catalogue.Products.Summary;
import dev.tributary.ingestion.pipeline.Scoring;
import dev.tributary.ingestion.score.Scored;
import dev.tributary.ingestion.score.Scores;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// Products that score so little that somebody is to look at them, the worst first.
final class PoorProducts {
  private PoorProducts() {}

  /// One of them; names as scripts rely on them.
  record PoorProduct(
      String key,
      Optional<String> title,
      Optional<String> artist,
      String contentType,
      ProductState state,
      String currentDelivery,
      double score,
      double lower,
      double upper,
      String scorer,
      Instant at) {
    private static PoorProduct of(Summary product, Scored scored) {
      return new PoorProduct(
          product.key(),
          product.title(),
          product.artist(),
          product.contentType(),
          product.state(),
          product.currentDelivery(),
          scored.score(),
          scored.lower(),
          scored.upper(),
          scored.scorer(),
          scored.at());
    }
  }

  /// Those that `filter` lets through.
  ///
  /// @throws UsageException if the settings do not say how little that is
  static List<PoorProduct> of(Configuration configuration, Filter filter, int limit)
      throws InterruptedException {
    var least =
        Scoring.review(configuration.settings())
            .orElseThrow(
                () ->
                    new UsageException(
                        "expected the setting %s to say below which score products are to be looked at, found none"
                            .formatted(Scoring.REVIEW.name())));
    var scores = configuration.readScores();
    if (scores.isEmpty()) {
      return List.of();
    }
    try (var reader = scores.get();
        var catalogue = configuration.readCatalogue()) {
      var poor = reader.read(handle -> Scores.below(handle, least));
      return listed(poor, catalogue, filter, limit);
    }
  }

  private static List<PoorProduct> listed(
      List<Scored> poor, DatabaseReader catalogue, Filter filter, int limit)
      throws InterruptedException {
    var now = Instant.now();
    return catalogue.read(
        handle ->
            poor.stream()
                .filter(scored -> filter.provider().map(scored.provider()::equals).orElse(true))
                .flatMap(
                    scored ->
                        Products.summary(handle, scored.key(), now).stream()
                            .filter(product -> isMeant(product, filter))
                            .map(product -> PoorProduct.of(product, scored)))
                .limit(limit)
                .toList());
  }

  private static boolean isMeant(Summary product, Filter filter) {
    var isInState =
        filter.state().map(product.state()::equals).orElse(product.state() != ProductState.PURGED);
    return isInState && filter.text().map(text -> contains(product, text)).orElse(true);
  }

  private static boolean contains(Summary product, String text) {
    return Stream.of(product.title(), product.artist(), Optional.of(product.key()))
        .flatMap(Optional::stream)
        .anyMatch(each -> each.toLowerCase(Locale.ROOT).contains(text.toLowerCase(Locale.ROOT)));
  }
}
