package dev.tributary.scoring;

import static dev.tributary.scoring.Vectors.dot;
import static dev.tributary.scoring.Vectors.largest;
import static dev.tributary.scoring.Vectors.length;
import static dev.tributary.scoring.Vectors.times;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The shortest vector on the right side of some half-spaces: min ‖y‖ such that gᵢ·y ≥ hᵢ.
///
/// Solved as a problem of non-negative least squares (Lawson and Hanson, Solving Least Squares
/// Problems, 1974, chapter 23): with the columns (gᵢ, hᵢ) and b = (0, …, 0, 1), those in use name
/// the half-spaces on whose border y lies; y is the shortest vector on all of these borders.
final class LeastDistance {
  /// By how much of its length y may miss a bound, for rounding.
  private static final double ROUNDING = 1e-12;

  private static final int SCALINGS = 5;

  private final int size;
  private final List<double[]> normals = new ArrayList<>();
  private final List<Double> bounds = new ArrayList<>();

  /// @param size how many entries y has
  LeastDistance(int size) {
    this.size = size;
  }

  /// Requires of y that `normal`·y ≥ `bound`; all finite, and `normal` not zero.
  void require(double[] normal, double bound) {
    var largest = largest(normal);
    var shorter = times(1 / largest, normal);
    var length = length(shorter);
    normals.add(times(1 / length, shorter));
    bounds.add(bound / largest / length);
  }

  /// The shortest vector that meets all that is required. There must be one.
  ///
  /// A bound that y misses by t shows in the residual as t / (1 + ‖y‖²): where y turns out so long
  /// that one was overlooked, the bounds are scaled by its length, and it is sought once more.
  double[] solve() {
    if (bounds.stream().allMatch(bound -> bound <= 0)) {
      return new double[size];
    }
    var y = solve(bounds.stream().mapToDouble(Math::abs).max().orElseThrow());
    for (var scaling = 0; scaling < SCALINGS && !meetsAll(y); scaling++) {
      y = solve(length(y));
    }
    return y;
  }

  private boolean meetsAll(double[] y) {
    var tolerated = ROUNDING * length(y);
    for (var row = 0; row < normals.size(); row++) {
      if (dot(normals.get(row), y) < bounds.get(row) - tolerated) {
        return false;
      }
    }
    return true;
  }

  private double[] solve(double scale) {
    var columns = new ArrayList<double[]>();
    for (var row = 0; row < normals.size(); row++) {
      var column = Arrays.copyOf(normals.get(row), size + 1);
      column[size] = bounds.get(row) / scale;
      columns.add(column);
    }
    var b = new double[size + 1];
    b[size] = 1;
    return onBorders(NonNegativeLeastSquares.solve(columns, b).inUse());
  }

  /// The shortest vector on the borders of these half-spaces; of at most as many as it has entries:
  /// where there are more, rounding has one too many, which the next scaling tells.
  private double[] onBorders(List<Integer> rows) {
    var independent = rows.subList(0, Math.min(rows.size(), size));
    var borders = new Factorization(size);
    independent.forEach(row -> borders.addColumn(normals.get(row)));
    return borders.shortest(independent.stream().mapToDouble(bounds::get).toArray());
  }
}
