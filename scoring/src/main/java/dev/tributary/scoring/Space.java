package dev.tributary.scoring;

import java.util.List;

/// The space that references lie in: each attribute turned so that more of it is better, and
/// measured by how far the references spread in it.
final class Space {
  private static final double SMALLEST_SPREAD = 0.001;
  private static final double LARGEST_SPREAD = 1000;

  /// Beyond it, products of a difference and a slope could be more than a number can hold.
  private static final double LARGEST_DIFFERENCE = 1e300;

  private final List<Attribute> attributes;
  private final double[] spreads;

  Space(Specification specification) {
    attributes = specification.attributes();
    spreads = new double[attributes.size()];
    for (var at = 0; at < spreads.length; at++) {
      var attribute = at;
      var values =
          specification.references().stream()
              .mapToDouble(reference -> reference.values().get(attribute))
              .summaryStatistics();
      spreads[at] = Math.clamp(values.getMax() - values.getMin(), SMALLEST_SPREAD, LARGEST_SPREAD);
    }
  }

  int size() {
    return spreads.length;
  }

  /// The point of an object.
  double[] point(double[] values) {
    return point(attributes, values);
  }

  /// The point of an object of these attributes.
  static double[] point(List<Attribute> attributes, double[] values) {
    var point = new double[values.length];
    for (var at = 0; at < point.length; at++) {
      point[at] = attributes.get(at).direction().sign() * values[at];
    }
    return point;
  }

  /// How much of an attribute the object has whose point it is.
  double value(int attribute, double[] point) {
    return attributes.get(attribute).direction().sign() * point[attribute] + 0.0;
  }

  /// How much more of each attribute there is at `point` than at `from`, always finite.
  double[] differences(double[] point, double[] from) {
    var differences = new double[spreads.length];
    for (var at = 0; at < differences.length; at++) {
      var difference = (point[at] - from[at]) / spreads[at];
      differences[at] =
          Math.abs(difference) <= LARGEST_DIFFERENCE
              ? difference
              : Math.copySign(LARGEST_DIFFERENCE, difference);
    }
    return differences;
  }

  /// Whether `point` has at most as much of every attribute as `other`.
  static boolean atMost(double[] point, double[] other) {
    for (var at = 0; at < point.length; at++) {
      if (point[at] > other[at]) {
        return false;
      }
    }
    return true;
  }
}
