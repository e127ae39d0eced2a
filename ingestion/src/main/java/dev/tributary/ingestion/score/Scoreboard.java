package dev.tributary.ingestion.score;

import dev.tributary.database.Database;
import dev.tributary.ingestion.live.LiveFile;
import dev.tributary.ingestion.score.Scores.Kept;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// What products score, kept up to date. Safe for use by many threads and processes: of two that
/// judge the same product at once, the one that comes second judges it again.
public final class Scoreboard {
  private final JudgedProducts products;
  private final LiveFile<ProductScorer> scorer;
  private final Database scores;
  private final InstantSource clock;

  /// @param scores where they go, with [Scores#SCHEMA]
  public Scoreboard(
      JudgedProducts products,
      LiveFile<ProductScorer> scorer,
      Database scores,
      InstantSource clock) {
    this.products = products;
    this.scorer = scorer;
    this.scores = scores;
    this.clock = clock;
  }

  /// Scores the product `key` as it is now, and keeps that. What is not there any more loses its
  /// score.
  Optional<Scored> score(String key) throws InterruptedException {
    while (true) {
      var before = scores.read(handle -> Scores.kept(handle, key));
      var scored =
          products.find(key).map(product -> scorer.current().scored(product, clock.instant()));
      if (isKept(key, before, scored)) {
        return scored;
      }
    }
  }

  private boolean isKept(String key, Optional<Kept> before, Optional<Scored> scored)
      throws InterruptedException {
    if (scored.isEmpty()) {
      scores.write(
          transaction -> {
            Scores.remove(transaction, key);
            return key;
          });
      return true;
    }
    return scores.write(transaction -> Scores.put(transaction, before, scored.get()));
  }

  /// The version of the scorer that scores now.
  String version() {
    return scorer.current().version();
  }

  /// Scores all products that the scorer of now has not scored.
  void scoreAll() throws InterruptedException {
    var version = version();
    for (var keys = products.keys(""); !keys.isEmpty(); keys = products.keys(keys.getLast())) {
      for (var key : unscored(version, keys)) {
        score(key);
      }
    }
  }

  private List<String> unscored(String version, List<String> keys) throws InterruptedException {
    var scored = scores.read(handle -> Scores.scoredBy(handle, version, keys));
    return keys.stream().filter(key -> !scored.contains(key)).toList();
  }
}
