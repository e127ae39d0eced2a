package dev.tributary.scoring;

import java.util.List;

/// A function that grows from a reference on in every attribute: for each a slope above the
/// reference, and one below.
final class Cone {
  private final double[] up;
  private final double[] down;

  /// @param up for each attribute, the slope where there is more of it; none below zero
  /// @param down the slope where there is less of it; none below zero
  Cone(double[] up, double[] down) {
    this.up = up;
    this.down = down;
  }

  /// The function's value, which in floating-point numbers, too, never falls where a difference
  /// grows: every operation rounds monotonely. Beyond the largest number it is infinite.
  ///
  /// @param apex its value at the reference
  /// @param differences to the reference, finite ones, in the units of the slopes
  double at(double apex, double[] differences) {
    var rise = 0.0;
    var fall = 0.0;
    for (var at = 0; at < differences.length; at++) {
      var difference = differences[at];
      var more = (difference + Math.abs(difference)) / 2; // itself or 0, exactly, without a branch
      rise += more * up[at];
      fall += (difference - more) * down[at];
    }
    return Double.isInfinite(rise) && Double.isInfinite(fall) ? apex : apex + rise + fall;
  }

  /// What one attribute adds to it or takes from it.
  double effect(int attribute, double difference) {
    var effect = difference * (difference > 0 ? up : down)[attribute];
    return Math.clamp(effect, -Double.MAX_VALUE, Double.MAX_VALUE) + 0.0; // no -0.0 for people
  }

  List<Double> slopesUp() {
    return Numbers.list(up);
  }

  List<Double> slopesDown() {
    return Numbers.list(down);
  }
}
