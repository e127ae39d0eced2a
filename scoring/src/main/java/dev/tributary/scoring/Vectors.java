package dev.tributary.scoring;

/// Sums over arrays of numbers of one length.
final class Vectors {
  private Vectors() {}

  static double dot(double[] one, double[] other) {
    var sum = 0.0;
    for (var at = 0; at < one.length; at++) {
      sum += one[at] * other[at];
    }
    return sum;
  }

  /// Adds `factor` times `what` to `sum`.
  static void add(double[] sum, double factor, double[] what) {
    for (var at = 0; at < sum.length; at++) {
      sum[at] += factor * what[at];
    }
  }

  /// The Euclidean length, also where a square is beyond what a number can hold.
  static double length(double[] vector) {
    var largest = largest(vector);
    if (largest == 0) {
      return 0;
    }
    var sum = 0.0;
    for (var each : vector) {
      sum += (each / largest) * (each / largest);
    }
    return largest * Math.sqrt(sum);
  }

  /// The largest magnitude.
  static double largest(double[] vector) {
    var largest = 0.0;
    for (var each : vector) {
      largest = Math.max(largest, Math.abs(each));
    }
    return largest;
  }

  static double[] times(double factor, double[] vector) {
    var product = new double[vector.length];
    add(product, factor, vector);
    return product;
  }
}
