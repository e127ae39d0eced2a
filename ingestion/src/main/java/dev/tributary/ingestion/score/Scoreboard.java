package dev.tributary.ingestion.score;

import dev.tributary.UnavailableException;
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

  /// Products that could not be scored.
  ///
  /// @param first why the first of them could not
  record Unscored(int count, Optional<Failure> first) {
    Unscored and(Failure failure) {
      return new Unscored(count + 1, first.or(() -> Optional.of(failure)));
    }
  }

  /// Why the product `key` could not be scored.
  record Failure(String key, RuntimeException cause) {}

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
    boolean isPut = scores.write(transaction -> Scores.put(transaction, before, scored.get()));
    // A purge meanwhile has found no score that it could remove: then it is judged again.
    return isPut && (before.isPresent() || products.has(key));
  }

  /// The version of the scorer that scores now.
  String version() {
    return scorer.current().version();
  }

  /// Scores all products that the scorer of now has not scored, but for those that it cannot: they
  /// keep the score that they have.
  ///
  /// @return how many those are
  /// @throws UnavailableException if a database is away
  Unscored scoreAll() throws InterruptedException {
    var version = version();
    var failed = new Unscored(0, Optional.empty());
    for (var keys = products.keys(""); !keys.isEmpty(); keys = products.keys(keys.getLast())) {
      for (var key : unscored(version, keys)) {
        try {
          score(key);
        } catch (UnavailableException away) {
          throw away;
        } catch (RuntimeException unreadable) {
          failed = failed.and(new Failure(key, unreadable));
        }
      }
    }
    return failed;
  }

  private List<String> unscored(String version, List<String> keys) throws InterruptedException {
    var scored = scores.read(handle -> Scores.scoredBy(handle, version, keys));
    return keys.stream().filter(key -> !scored.contains(key)).toList();
  }
}
