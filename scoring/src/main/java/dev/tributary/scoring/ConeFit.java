package dev.tributary.scoring;

import static dev.tributary.scoring.Vectors.largest;
import static dev.tributary.scoring.Vectors.times;

import java.util.Arrays;
import java.util.stream.IntStream;

/// Finds the cones of a reference: its upper cone passes all other references above or at their
/// scores, its lower cone below or at them, and the two are as near to each other as can be.
///
/// With slopes U⁺, U⁻ of the upper and L⁺, L⁻ of the lower cone, minimises Σ (U⁺ − L⁺)² + (L⁻ −
/// U⁻)² + ε‖slopes‖² such that U⁺ ≥ L⁺ ≥ 0 and L⁻ ≥ U⁻ ≥ 0. In their sums m and differences w this
/// is Σ w² (1 + ε/2) + m² ε/2, so that with y = (w √(1 + ε/2), m √(ε/2)) the shortest y is wanted
/// (A. Othman's and K. Judd's quasi-kriging, after Beliakov 2005).
final class ConeFit {
  /// What makes the slopes unique: of all cones that are as near to each other, the flattest.
  private static final double EPSILON = 1e-6;

  private static final double OF_DIFFERENCES = 1 / Math.sqrt(1 + EPSILON / 2);
  private static final double OF_SUMS = 1 / Math.sqrt(EPSILON / 2);

  /// A slope beyond this is none: nothing lies between two references so near to each other.
  private static final double STEEPEST = 1e250;

  /// The entries of y for each attribute: w⁺, m⁺, w⁻, m⁻.
  private static final int ENTRIES = 4;

  private static final int ABOVE = 0;
  private static final int BELOW = 2;

  private final int attributes;
  private final LeastDistance slopes;

  private ConeFit(int attributes) {
    this.attributes = attributes;
    this.slopes = new LeastDistance(ENTRIES * attributes);
  }

  /// The cones of the reference `at`.
  static Cones fit(Space space, double[][] points, double[] scores, int at) {
    var fit = new ConeFit(space.size());
    fit.requireOrder();
    for (var other = 0; other < points.length; other++) {
      if (other != at) {
        var differences = space.differences(points[other], points[at]);
        fit.requireAbove(differences, scores[other] - scores[at]);
        fit.requireBelow(differences, scores[other] - scores[at]);
      }
    }
    return fit.cones();
  }

  private void requireOrder() {
    for (var attribute = 0; attribute < attributes; attribute++) {
      for (var side : new int[] {ABOVE, BELOW}) {
        var entry = ENTRIES * attribute + side;
        var difference = none();
        difference[entry] = 1;
        slopes.require(difference, 0);
        var smaller = none();
        smaller[entry] = -OF_DIFFERENCES;
        smaller[entry + 1] = OF_SUMS;
        slopes.require(smaller, 0);
      }
    }
  }

  private double[] none() {
    return new double[ENTRIES * attributes];
  }

  /// The upper cone is `rise` or more above its apex there.
  private void requireAbove(double[] differences, double rise) {
    if (isWithinReach(differences, rise)) {
      slopes.require(products(differences, 1), rise);
    }
  }

  /// The lower cone is `rise` or less above its apex there.
  private void requireBelow(double[] differences, double rise) {
    if (isWithinReach(times(-1, differences), -rise)) {
      slopes.require(times(-1, products(differences, -1)), -rise);
    }
  }

  /// Whether a slope says anything of a place so near: no slope does where nothing differs.
  private static boolean isWithinReach(double[] differences, double rise) {
    var longest = rise > 0 ? Arrays.stream(differences).max().orElse(0) : largest(differences);
    return Math.abs(rise) < STEEPEST * longest;
  }

  /// What the cone's value is made of: of half of each sum, and half of each difference. The upper
  /// cone (`side` 1) is the steeper one above and the flatter one below.
  private double[] products(double[] differences, int side) {
    var products = none();
    for (var attribute = 0; attribute < attributes; attribute++) {
      var difference = differences[attribute];
      var entry = ENTRIES * attribute + (difference > 0 ? ABOVE : BELOW);
      var steeper = difference > 0 ? side : -side;
      products[entry] = steeper * difference / 2 * OF_DIFFERENCES;
      products[entry + 1] = difference / 2 * OF_SUMS;
    }
    return products;
  }

  private Cones cones() {
    var y = slopes.solve();
    return new Cones(
        new Cone(slopes(y, ABOVE, 1), slopes(y, BELOW, -1)),
        new Cone(slopes(y, ABOVE, -1), slopes(y, BELOW, 1)));
  }

  private double[] slopes(double[] y, int side, int steeper) {
    return IntStream.range(0, attributes)
        .map(attribute -> ENTRIES * attribute + side)
        .mapToDouble(entry -> (y[entry + 1] * OF_SUMS + steeper * y[entry] * OF_DIFFERENCES) / 2)
        .map(slope -> Math.clamp(slope, 0, Double.MAX_VALUE))
        .toArray();
  }
}
