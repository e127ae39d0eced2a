package dev.tributary.scoring;

import java.util.List;
import java.util.Map;

/// Why an object scores what it does: half-way between the lowest of the upper cones and the
/// highest of the lower ones, and within the bounds.
///
/// @param score the score
/// @param lower the lowest score that the references allow it
/// @param upper the highest one
/// @param lowerBy the references that set the lower bound; none if it is the least of all scores
/// @param upperBy the references that set the upper bound; none if it is the greatest of all scores
/// @param above the references whose upper cones are the lowest there
/// @param below the references whose lower cones are the highest there
/// @param parts why its attributes that are scores themselves are what they are
public record Explanation(
    double score,
    double lower,
    double upper,
    List<String> lowerBy,
    List<String> upperBy,
    Side above,
    Side below,
    Map<String, Explanation> parts) {

  /// The cones that decide on one side.
  ///
  /// @param value what they come to, within the range of the scores
  /// @param references one, or several that come to the same
  public record Side(double value, List<Binding> references) {}

  /// A reference whose cone decides: its score and all effects sum up to the value of the cone.
  ///
  /// @param reference its name, or `reference` and its number
  /// @param score its score
  /// @param attributes all of them, in their order
  public record Binding(String reference, double score, List<Effect> attributes) {}

  /// What the difference in one attribute adds to the reference's score, or takes from it.
  ///
  /// @param attribute its name
  /// @param value the object's
  /// @param reference the reference's
  /// @param effect in units of the score
  public record Effect(String attribute, double value, double reference, double effect) {}

  /// The same, with the explanations of the attributes that are scores.
  Explanation with(Map<String, Explanation> explained) {
    return new Explanation(score, lower, upper, lowerBy, upperBy, above, below, explained);
  }
}
