package dev.tributary.scoring;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;

/// Specifications to try scorers on.
final class Specifications {
  private Specifications() {}

  /// Scores from 0 to 100.
  ///
  /// @param rows of each reference, its values and then its score
  static Specification of(int[] directions, double[]... rows) {
    var attributes =
        IntStream.range(0, directions.length)
            .mapToObj(at -> new Attribute("a" + (at + 1), Direction.of(directions[at])))
            .toList();
    var references = new ArrayList<Reference>();
    for (var row : rows) {
      references.add(
          new Reference(
              Optional.empty(),
              Numbers.list(Arrays.copyOf(row, row.length - 1)),
              row[row.length - 1]));
    }
    return new Specification(Optional.empty(), attributes, 0, 100, references);
  }

  /// Threats by their certainty and their risk, from the documentation of the HiScore package.
  static Specification threats() {
    return of(
        new int[] {1, 1},
        new double[][] {
          {0, 0, 0}, {10, 10, 100}, {5, 5, 20}, {10, 8, 90}, {8, 10, 80}, {3, 10, 20}, {10, 2, 15}
        });
  }

  /// Where a well is: how far from a latrine and from other pollutants; from the same
  /// documentation.
  static Specification location() {
    return of(
        new int[] {1, 1},
        new double[][] {
          {0, 100, 0},
          {100, 0, 0},
          {10, 10, 50},
          {10, 100, 60},
          {100, 10, 70},
          {20, 20, 60},
          {50, 50, 85},
          {100, 100, 100}
        });
  }

  /// A well's platform: its size, and whether it is damaged; from the same documentation.
  static Specification platform() {
    return of(
        new int[] {1, -1},
        new double[][] {
          {0, 1, 0},
          {0, 0, 0},
          {25, 1, 15},
          {25, 0, 80},
          {50, 0, 100},
          {50, 1, 20},
          {15, 1, 5},
          {20, 0, 15}
        });
  }

  /// A well by its location's and its platform's score; from the same documentation.
  static Specification well() {
    return of(
        new int[] {1, 1},
        new double[][] {
          {0, 0, 0},
          {100, 100, 100},
          {100, 0, 80},
          {0, 100, 20},
          {50, 50, 50},
          {100, 50, 95},
          {50, 100, 65},
          {0, 50, 15},
          {50, 0, 35}
        });
  }

  /// References at random, that do not contradict each other; on every other draw on a coarse grid,
  /// so that many are alike, and with some attributes of which less is better.
  static Specification random(Random random, int attributes, int references) {
    var coarse = random.nextBoolean();
    var spread = Math.pow(10, random.nextInt(9) - 4);
    var directions =
        IntStream.range(0, attributes).map(_ -> random.nextInt(3) == 0 ? -1 : 1).toArray();
    var rows = new double[references][attributes + 1];
    for (var row : rows) {
      var score = 0.0;
      for (var at = 0; at < attributes; at++) {
        var share = coarse ? random.nextInt(4) / 3.0 : random.nextDouble();
        row[at] = directions[at] * share * spread;
        score += Math.pow(share, 1 + at % 3);
      }
      score = 100 * score / attributes;
      row[attributes] = coarse ? Math.floor(score / 20) * 20 : score;
    }
    return of(directions, rows);
  }

  /// An object at random, in and around the references.
  static double[] object(Random random, Specification specification) {
    var values = new double[specification.attributes().size()];
    for (var at = 0; at < values.length; at++) {
      var first = reference(random, specification).get(at);
      var second = reference(random, specification).get(at);
      values[at] = first + (second - first) * (1.4 * random.nextDouble() - 0.2);
    }
    return values;
  }

  private static List<Double> reference(Random random, Specification specification) {
    var references = specification.references();
    return references.get(random.nextInt(references.size())).values();
  }
}
