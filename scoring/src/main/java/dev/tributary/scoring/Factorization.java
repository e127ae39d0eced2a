package dev.tributary.scoring;

import static dev.tributary.scoring.Vectors.add;
import static dev.tributary.scoring.Vectors.dot;

import java.util.ArrayList;
import java.util.List;

/// The QR factorization of a matrix to which columns are added, and from which they are taken.
///
/// The matrix is QR with Q orthogonal and R upper triangular. All of Q is kept, so that what is
/// orthogonal to the columns is known as exactly as what they span. A column is added by one
/// Householder reflection and taken by Givens rotations (Golub and Van Loan, Matrix Computations,
/// 4th edition, 6.5).
final class Factorization {
  /// The columns of Q, as rows.
  private final double[][] q;

  /// The columns of R; of each, what is below the diagonal is nothing.
  private final List<double[]> r = new ArrayList<>();

  Factorization(int rows) {
    q = new double[rows][rows];
    for (var row = 0; row < rows; row++) {
      q[row][row] = 1;
    }
  }

  /// How many columns there are.
  int size() {
    return r.size();
  }

  /// Adds a column after the others. They must be independent, and so be fewer than there are rows.
  void addColumn(double[] column) {
    var added = new double[q.length];
    for (var row = 0; row < q.length; row++) {
      added[row] = dot(q[row], column);
    }
    reflect(added);
    r.add(added);
  }

  /// Turns what `column` has below its diagonal into the diagonal.
  private void reflect(double[] column) {
    var diagonal = size();
    var normal = column.clone();
    for (var row = 0; row < diagonal; row++) {
      normal[row] = 0;
    }
    var length = Vectors.length(normal);
    if (length == 0) {
      return;
    }
    var reflected = column[diagonal] > 0 ? -length : length;
    normal[diagonal] -= reflected;
    var unit = Vectors.times(1 / Vectors.length(normal), normal);
    var along = new double[q.length];
    for (var row = diagonal; row < q.length; row++) {
      add(along, unit[row], q[row]);
    }
    for (var row = diagonal; row < q.length; row++) {
      add(q[row], -2 * unit[row], along);
      column[row] = 0;
    }
    column[diagonal] = reflected;
  }

  /// Takes the column with that index; those after it move up.
  void removeColumn(int index) {
    r.remove(index);
    for (var at = index; at < size(); at++) {
      rotate(at);
    }
  }

  /// Turns what column `at` has in the row below its diagonal into the diagonal.
  private void rotate(int at) {
    var length = Math.hypot(r.get(at)[at], r.get(at)[at + 1]);
    if (length == 0) {
      return;
    }
    var cosine = r.get(at)[at] / length;
    var sine = r.get(at)[at + 1] / length;
    for (var column : r.subList(at, size())) {
      var upper = column[at];
      var lower = column[at + 1];
      column[at] = cosine * upper + sine * lower;
      column[at + 1] = cosine * lower - sine * upper;
    }
    r.get(at)[at + 1] = 0;
    var upper = q[at];
    var lower = q[at + 1];
    q[at] = Vectors.times(cosine, upper);
    q[at + 1] = Vectors.times(cosine, lower);
    add(q[at], sine, lower);
    add(q[at + 1], -sine, upper);
  }

  /// The sum of the columns that is nearest to `b`: how much of each.
  double[] nearest(double[] b) {
    var amounts = new double[size()];
    for (var at = size() - 1; at >= 0; at--) {
      var rest = dot(q[at], b);
      for (var right = at + 1; right < size(); right++) {
        rest -= r.get(right)[at] * amounts[right];
      }
      amounts[at] = rest / r.get(at)[at];
    }
    return amounts;
  }

  /// What no sum of the columns comes nearer to `b` by.
  double[] residual(double[] b) {
    var residual = new double[q.length];
    for (var row = size(); row < q.length; row++) {
      add(residual, dot(q[row], b), q[row]);
    }
    return residual;
  }

  /// The shortest vector of which the product with each column is as `products` says.
  double[] shortest(double[] products) {
    var shortest = new double[q.length];
    var along = new double[size()];
    for (var at = 0; at < size(); at++) {
      var rest = products[at];
      for (var above = 0; above < at; above++) {
        rest -= r.get(at)[above] * along[above];
      }
      along[at] = rest / r.get(at)[at];
      add(shortest, along[at], q[at]);
    }
    return shortest;
  }
}
