package dev.tributary.ingestion.score;

import java.time.Instant;
import java.util.Map;

/// What a product scores, and by what.
///
/// @param contentType the word for the kind of product, such as `MusicRelease`
/// @param lower the lowest score that the references allow it
/// @param upper the highest one
/// @param scorer the version of what scored it: the same version, the same scores
/// @param attributes what it was judged by, by name
/// @param at when it was judged
public record Scored(
    String key,
    String provider,
    String contentType,
    double score,
    double lower,
    double upper,
    String scorer,
    Map<String, Double> attributes,
    Instant at) {

  /// Whether it was judged alike, whenever that was.
  boolean saysTheSameAs(Scored other) {
    return isScoredAs(other) && attributes.equals(other.attributes);
  }

  /// Whether it has the same score of the same scorer.
  boolean isScoredAs(Scored other) {
    return provider.equals(other.provider)
        && contentType.equals(other.contentType)
        && scorer.equals(other.scorer)
        && Double.compare(score, other.score) == 0
        && Double.compare(lower, other.lower) == 0
        && Double.compare(upper, other.upper) == 0;
  }
}
