package dev.tributary.cli;

import dev.tributary.ingestion.json.Json;
import dev.tributary.ingestion.pipeline.Scoring;
import dev.tributary.ingestion.score.Scored;
import dev.tributary.ingestion.score.Scores;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// What a product scores, beside what anybody says of it.
///
/// @param review whether that is so little that somebody is to look at it
record ScoreShown(Scored scored, boolean review) {

  /// What the product `key` was scored; none if it was not.
  static Optional<ScoreShown> of(Configuration configuration, String key)
      throws InterruptedException {
    var scores = configuration.readScores();
    if (scores.isEmpty()) {
      return Optional.empty();
    }
    try (var reader = scores.get()) {
      var limit = Scoring.review(configuration.settings());
      return reader
          .read(handle -> Scores.find(handle, key))
          .map(
              scored ->
                  new ScoreShown(
                      scored, limit.filter(least -> scored.score() < least).isPresent()));
    }
  }

  /// With `review`, whether somebody is to look at it.
  ObjectNode json() {
    var json = (ObjectNode) Json.tree(scored);
    json.remove("key");
    json.put("review", review);
    return json;
  }

  String text() {
    return "%s%s  (between %s and %s; scorer %s, %s)"
        .formatted(
            ScoreProductsCommand.rounded(scored.score()),
            review ? ", to be looked at" : "",
            ScoreProductsCommand.rounded(scored.lower()),
            ScoreProductsCommand.rounded(scored.upper()),
            scored.scorer(),
            scored.at());
  }
}
