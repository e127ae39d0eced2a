package dev.tributary.scoring;

/// Sums over arrays of numbers of one length.
final class Vectors {
  private Vectors() {}

  /// The sum of the products, in four sums side by side: one would wait for each addition.
  static double dot(double[] one, double[] other) {
    var first = 0.0;
    var second = 0.0;
    var third = 0.0;
    var fourth = 0.0;
    var at = 0;
    for (; at + 3 < one.length; at += 4) {
      first += one[at] * other[at];
      second += one[at + 1] * other[at + 1];
      third += one[at + 2] * other[at + 2];
      fourth += one[at + 3] * other[at + 3];
    }
    for (; at < one.length; at++) {
      first += one[at] * other[at];
    }
    return first + second + (third + fourth);
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
