package dev.tributary.scoring;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;

/// Which of some columns, none taken less than zero times, sum up nearest to a vector: min ‖Au − b‖
/// such that u ≥ 0.
///
/// The active-set method of Lawson and Hanson (Solving Least Squares Problems, 1974, chapter 23).
/// The set of columns in use grows by the one that leads towards b most steeply, and shrinks by
/// those of which less than nothing would be taken. One by which rounding alone promises something
/// is left out until another has been of use.
final class NonNegativeLeastSquares {
  /// Of a step for each column, no problem is known that takes more than two.
  private static final int STEPS_PER_COLUMN = 10;

  /// What a product of two vectors of length 1 may be for rounding alone.
  private static final double ROUNDING = 4 * Math.ulp(1.0);

  private final List<double[]> columns;
  private final double[] b;
  private final Factorization used;

  /// The columns in use, in the order of the factorization.
  private final List<Integer> inUse = new ArrayList<>();

  /// How much there is of each of them.
  private double[] amounts = {};

  /// What is not tried: what is in use, and what has just been of no use.
  private final BitSet barred = new BitSet();

  private NonNegativeLeastSquares(List<double[]> columns, double[] b) {
    this.columns = columns;
    this.b = b;
    this.used = new Factorization(b.length);
  }

  /// @param inUse the columns of which there is more than nothing
  /// @param amounts how much of each of those
  record Solution(List<Integer> inUse, List<Double> amounts) {}

  /// Solves it for columns of about length 1 and as many entries as `b` has.
  static Solution solve(List<double[]> columns, double[] b) {
    var problem = new NonNegativeLeastSquares(columns, b);
    problem.solve();
    return new Solution(List.copyOf(problem.inUse), Numbers.list(problem.amounts));
  }

  private void solve() {
    for (var step = 0; step < STEPS_PER_COLUMN * columns.size(); step++) {
      var next = used.size() < b.length ? steepest() : -1;
      if (next < 0) {
        return;
      }
      take(next);
    }
    throw new IllegalStateException(
        "expected %d columns to be settled in %d steps, found no end"
            .formatted(columns.size(), STEPS_PER_COLUMN * columns.size()));
  }

  /// The column that leads from where we are towards b most steeply; -1 if none does.
  private int steepest() {
    var residual = used.residual(b);
    var steepest = -1;
    var steepness = ROUNDING;
    for (var column = 0; column < columns.size(); column++) {
      if (!barred.get(column)) {
        var here = Vectors.dot(columns.get(column), residual);
        if (here > steepness) {
          steepest = column;
          steepness = here;
        }
      }
    }
    return steepest;
  }

  private void take(int column) {
    used.addColumn(columns.get(column));
    var wanted = used.nearest(b);
    barred.set(column);
    if (!(wanted[wanted.length - 1] > 0)) {
      used.removeColumn(wanted.length - 1);
      return;
    }
    inUse.add(column);
    amounts = Arrays.copyOf(amounts, wanted.length);
    while (isBelowZero(wanted)) {
      goTowards(wanted);
      wanted = used.nearest(b);
    }
    amounts = wanted;
    barred.clear();
    inUse.forEach(barred::set);
  }

  private static boolean isBelowZero(double[] amounts) {
    return Arrays.stream(amounts).anyMatch(amount -> !(amount > 0));
  }

  /// Goes as far towards `wanted` as no amount falls below zero, and lets go of what comes to it.
  private void goTowards(double[] wanted) {
    var share = IntStream.range(0, wanted.length).mapToDouble(at -> share(wanted, at)).min();
    for (var at = wanted.length - 1; at >= 0; at--) {
      var isFirstAtZero = share(wanted, at) == share.orElseThrow();
      amounts[at] += share.orElseThrow() * (wanted[at] - amounts[at]);
      if (isFirstAtZero || !(amounts[at] > 0)) {
        letGo(at);
      }
    }
  }

  /// How much of the way to what is wanted of a column there is more than nothing of it.
  private double share(double[] wanted, int at) {
    return wanted[at] > 0 ? Double.POSITIVE_INFINITY : amounts[at] / (amounts[at] - wanted[at]);
  }

  private void letGo(int at) {
    used.removeColumn(at);
    inUse.remove(at);
    var rest = new double[amounts.length - 1];
    System.arraycopy(amounts, 0, rest, 0, at);
    System.arraycopy(amounts, at + 1, rest, at, rest.length - at);
    amounts = rest;
  }
}
