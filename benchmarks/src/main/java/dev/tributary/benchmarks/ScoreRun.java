package dev.tributary.benchmarks;

import dev.tributary.scoring.Attribute;
import dev.tributary.scoring.Direction;
import dev.tributary.scoring.Reference;
import dev.tributary.scoring.Scorer;
import dev.tributary.scoring.Specification;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Fits a score to references at random, and scores objects at random.
final class ScoreRun {
  /// How many figures are printed.
  static final int FIGURES = 4;

  private static final int FITS = 5;
  private static final int OBJECTS = 20_000;
  private static final int TIMES = 5;

  /// Of each reference, what a score multiplies for each attribute: two cones, two slopes each.
  private static final int SLOPES = 4;

  private final Random random = new Random(1);
  private final int references;
  private final int attributes;

  private ScoreRun(int references, int attributes) {
    this.references = references;
    this.attributes = attributes;
  }

  /// Prints the milliseconds of the first fit and of the last one, and the microseconds of one
  /// object's score and of the bare loop.
  ///
  /// @param arguments how many references and attributes
  public static void main(String[] arguments) {
    new ScoreRun(Integer.parseInt(arguments[0]), Integer.parseInt(arguments[1])).run();
  }

  private void run() {
    var specification = specification();
    var first = millisToFit(specification);
    var last = IntStream.range(1, FITS).mapToDouble(_ -> millisToFit(specification)).min();
    var scorer = Scorer.fit(specification);
    var objects = Stream.generate(this::object).limit(OBJECTS).toList();
    var numbers = random.doubles((long) SLOPES * references * attributes).toArray();
    System.out.printf(
        Locale.ROOT,
        "%.1f %.1f %.2f %.2f%n",
        first,
        last.orElseThrow(),
        microsForEach(objects, object -> scorer.score(object).score()),
        microsForEach(objects, object -> multiply(object, numbers)));
  }

  private Specification specification() {
    var names = IntStream.range(0, attributes).mapToObj(at -> "attribute " + at);
    var scored = Stream.generate(this::object).limit(references).map(this::reference);
    return new Specification(
        Optional.empty(),
        names.map(name -> new Attribute(name, Direction.MORE_IS_BETTER)).toList(),
        0,
        100,
        scored.toList());
  }

  private double[] object() {
    return random.doubles(attributes).toArray();
  }

  /// Each attribute has a say in the score, some more of it the higher they are.
  private Reference reference(double[] object) {
    var shares = IntStream.range(0, attributes).mapToDouble(at -> Math.pow(object[at], 1 + at % 3));
    return new Reference(
        Optional.empty(),
        DoubleStream.of(object).boxed().toList(),
        100 * shares.average().orElse(0));
  }

  private static double millisToFit(Specification specification) {
    var began = System.nanoTime();
    var scorer = Scorer.fit(specification);
    var millis = (System.nanoTime() - began) / 1e6;
    var first = specification.references().getFirst();
    var values = first.values().stream().mapToDouble(Double::doubleValue).toArray();
    if (scorer.score(values).score() != first.score()) {
      throw new IllegalStateException("expected the score of a reference to be its own");
    }
    return millis;
  }

  /// The best of some times.
  private static double microsForEach(List<double[]> objects, ToDoubleFunction<double[]> work) {
    var best = Double.MAX_VALUE;
    for (var time = 0; time < TIMES; time++) {
      var began = System.nanoTime();
      var sum = objects.stream().mapToDouble(work).sum();
      var micros = (System.nanoTime() - began) / 1e3 / objects.size();
      if (Double.isNaN(sum)) {
        throw new IllegalStateException("expected numbers, got: " + sum);
      }
      best = Math.min(best, micros);
    }
    return best;
  }

  /// As many products as a score has.
  private double multiply(double[] object, double[] numbers) {
    var sum = 0.0;
    for (var at = 0; at < numbers.length; at += attributes) {
      for (var attribute = 0; attribute < attributes; attribute++) {
        sum += object[attribute] * numbers[at + attribute];
      }
    }
    return sum;
  }
}
