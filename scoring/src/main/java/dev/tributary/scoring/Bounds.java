package dev.tributary.scoring;

/// The scores that an object may have beside the references: no less than the best of those that
/// are nowhere better than it, no more than the worst of those that are nowhere worse.
///
/// @param lower the lowest one
/// @param upper the highest one
public record Bounds(double lower, double upper) {
  @Override
  public String toString() {
    return lower > upper
        ? "none"
        : lower == upper ? Numbers.text(lower) : Numbers.text(lower) + " to " + Numbers.text(upper);
  }
}
