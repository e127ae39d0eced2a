package dev.tributary.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/// The solver, beside one that tries every combination of borders.
final class LeastDistanceTest {
  private static final class HalfSpace {
    private final double[] normal;
    private final double bound;

    HalfSpace(double[] normal, double bound) {
      this.normal = normal;
      this.bound = bound;
    }

    boolean contains(double[] y) {
      return Vectors.dot(normal, y) >= bound - 1e-9 * (1 + Math.abs(bound));
    }
  }

  @Test
  void theShortestVectorOnTheOtherSideOfOneBorder() {
    var nearest = solve(2, List.of(new HalfSpace(new double[] {3, 4}, 10)));

    assertThat(nearest).containsExactly(new double[] {1.2, 1.6}, within(1e-12));
  }

  @Test
  void isNothingWhereNothingKeepsAwayFromThere() {
    assertThat(solve(2, List.of(new HalfSpace(new double[] {3, 4}, -10)))).containsOnly(0);
    assertThat(solve(2, List.of())).containsOnly(0);
  }

  @Test
  void noBoundIsOverlookedWhereOthersMakeItLong() {
    var nearest =
        solve(
            3,
            List.of(
                new HalfSpace(new double[] {1, 1e-6, 0}, 1),
                new HalfSpace(new double[] {-1, 1e-6, 0}, 1),
                new HalfSpace(new double[] {0, 0, 1}, 1e-5)));

    assertThat(nearest[1]).isCloseTo(1e6, within(1e-3));
    assertThat(nearest[2]).isCloseTo(1e-5, within(1e-12));
  }

  @RepeatedTest(200)
  void isTheShortestOfAllCombinationsOfBorders(RepetitionInfo repetition) {
    var random = new Random(repetition.getCurrentRepetition());
    var size = 1 + random.nextInt(4);
    var halfSpaces = feasible(random, size, 1 + random.nextInt(8));

    var expected = shortestOfAllCombinations(size, halfSpaces).orElseThrow();

    var tolerance = within(1e-7 * (1 + Vectors.length(expected)));
    assertThat(solve(size, halfSpaces)).containsExactly(expected, tolerance);
  }

  /// Half-spaces that all hold one point; some are alike, and some meet others in one line.
  private static List<HalfSpace> feasible(Random random, int size, int count) {
    var inside = random.doubles(size, -5, 5).toArray();
    var halfSpaces = new ArrayList<HalfSpace>();
    while (halfSpaces.size() < count) {
      var normal = IntStream.range(0, size).mapToDouble(_ -> random.nextInt(7) - 3).toArray();
      if (Vectors.largest(normal) > 0) {
        var margin = random.nextInt(3) * random.nextDouble();
        halfSpaces.add(new HalfSpace(normal, Vectors.dot(normal, inside) - margin));
      }
    }
    return halfSpaces;
  }

  /// The slow way: on every combination of borders there is one shortest vector.
  private static Optional<double[]> shortestOfAllCombinations(
      int size, List<HalfSpace> halfSpaces) {
    var shortest = Optional.<double[]>empty();
    for (var combination = 0; combination < 1 << halfSpaces.size(); combination++) {
      var chosen = combination;
      var borders =
          IntStream.range(0, halfSpaces.size())
              .filter(at -> (chosen & 1 << at) != 0)
              .mapToObj(halfSpaces::get)
              .toList();
      var here = onBorders(size, borders);
      if (here.isPresent()
          && halfSpaces.stream().allMatch(each -> each.contains(here.get()))
          && (shortest.isEmpty() || Vectors.length(here.get()) < Vectors.length(shortest.get()))) {
        shortest = here;
      }
    }
    return shortest;
  }

  /// The shortest vector on these borders, by Gaussian elimination of NNᵀλ = h; none if they depend
  /// on each other.
  private static Optional<double[]> onBorders(int size, List<HalfSpace> borders) {
    var count = borders.size();
    var table = new double[count][count + 1];
    for (var row = 0; row < count; row++) {
      for (var column = 0; column < count; column++) {
        table[row][column] = Vectors.dot(borders.get(row).normal, borders.get(column).normal);
      }
      table[row][count] = borders.get(row).bound;
    }
    for (var pivot = 0; pivot < count; pivot++) {
      var best = pivot;
      for (var row = pivot; row < count; row++) {
        best = Math.abs(table[row][pivot]) > Math.abs(table[best][pivot]) ? row : best;
      }
      var swapped = table[best];
      table[best] = table[pivot];
      table[pivot] = swapped;
      if (Math.abs(swapped[pivot]) < 1e-9) {
        return Optional.empty();
      }
      for (var row = 0; row < count; row++) {
        if (row != pivot) {
          Vectors.add(table[row], -table[row][pivot] / swapped[pivot], swapped);
        }
      }
    }
    var y = new double[size];
    for (var row = 0; row < count; row++) {
      Vectors.add(y, table[row][count] / table[row][row], borders.get(row).normal);
    }
    return Optional.of(y);
  }

  private static double[] solve(int size, List<HalfSpace> halfSpaces) {
    var problem = new LeastDistance(size);
    halfSpaces.forEach(each -> problem.require(each.normal, each.bound));
    return problem.solve();
  }
}
