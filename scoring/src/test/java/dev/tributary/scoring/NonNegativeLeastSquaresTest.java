package dev.tributary.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/// A solution is one if, and only if, it meets the conditions of Karush, Kuhn and Tucker: nothing
/// is taken less than zero times, no column leads nearer, and those in use lead neither way.
final class NonNegativeLeastSquaresTest {
  private static final double ROUNDING = 1e-12;

  @RepeatedTest(100)
  void meetsTheConditionsOfAnOptimum(RepetitionInfo repetition) {
    var random = new Random(repetition.getCurrentRepetition());
    var rows = 1 + random.nextInt(20);
    var columns = columns(random, rows, 1 + random.nextInt(60));
    var b = column(random, rows);

    assertOptimal(columns, b, NonNegativeLeastSquares.solve(columns, b));
  }

  @Test
  void columnsThatAreAlikeAreNoTrap() {
    var random = new Random(1);
    var few = columns(random, 8, 6);
    var many = Collections.nCopies(10, few).stream().flatMap(List::stream).toList();
    var b = column(random, 8);

    assertOptimal(many, b, NonNegativeLeastSquares.solve(many, b));
  }

  @Test
  void columnsThatAreNearlyAlikeAreNoTrap() {
    var random = new Random(2);
    var first = column(random, 10);
    var columns =
        Stream.generate(
                () -> {
                  var near = first.clone();
                  near[random.nextInt(10)] += 1e-14 * random.nextGaussian();
                  return near;
                })
            .limit(200)
            .toList();
    var b = column(random, 10);

    assertOptimal(columns, b, NonNegativeLeastSquares.solve(columns, b));
  }

  private static void assertOptimal(
      List<double[]> columns, double[] b, NonNegativeLeastSquares.Solution solution) {
    var residual = b.clone();
    for (var at = 0; at < solution.inUse().size(); at++) {
      assertThat(solution.amounts().get(at)).isPositive();
      Vectors.add(residual, -solution.amounts().get(at), columns.get(solution.inUse().get(at)));
    }
    for (var at = 0; at < columns.size(); at++) {
      var steepness = Vectors.dot(columns.get(at), residual);
      assertThat(steepness).isLessThan(ROUNDING);
      if (solution.inUse().contains(at)) {
        assertThat(steepness).isGreaterThan(-ROUNDING);
      }
    }
  }

  private static List<double[]> columns(Random random, int rows, int count) {
    return IntStream.range(0, count).mapToObj(_ -> column(random, rows)).toList();
  }

  /// Of length 1.
  private static double[] column(Random random, int rows) {
    var column = IntStream.range(0, rows).mapToDouble(_ -> random.nextGaussian()).toArray();
    return Vectors.times(1 / Vectors.length(column), column);
  }
}
