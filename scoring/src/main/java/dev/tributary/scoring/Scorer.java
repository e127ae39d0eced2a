package dev.tributary.scoring;

import java.util.List;
import java.util.stream.IntStream;

/// Scores objects: monotone in every attribute, exact on the references. Safe for use by many
/// threads.
public final class Scorer {
  private final Specification specification;
  private final Space space;
  private final double[][] points;
  private final double[] scores;
  private final List<Cones> cones;

  private Scorer(Specification specification, List<Cones> cones) {
    this.specification = specification;
    this.space = new Space(specification);
    this.points = points(specification, space);
    this.scores = scores(specification);
    this.cones = List.copyOf(cones);
  }

  /// Fits a scorer to its references, on as many threads as the machine has processors.
  public static Scorer fit(Specification specification) {
    var space = new Space(specification);
    var points = points(specification, space);
    var scores = scores(specification);
    return new Scorer(
        specification,
        IntStream.range(0, points.length)
            .parallel()
            .mapToObj(at -> ConeFit.fit(space, points, scores, at))
            .toList());
  }

  /// A scorer that was fitted before.
  static Scorer fitted(Specification specification, List<Cones> cones) {
    return new Scorer(specification, cones);
  }

  private static double[][] points(Specification specification, Space space) {
    return specification.references().stream()
        .map(reference -> space.point(Numbers.array(reference.values())))
        .toArray(double[][]::new);
  }

  private static double[] scores(Specification specification) {
    return specification.references().stream().mapToDouble(Reference::score).toArray();
  }

  public Specification specification() {
    return specification;
  }

  List<Cones> cones() {
    return cones;
  }

  /// The reference at that place, as a point.
  double[] point(int at) {
    return points[at];
  }

  /// The score of an object, and its bounds.
  ///
  /// @param values one for each attribute, in their order
  /// @throws ScoringException if there are more or fewer, or one is not finite
  public Score score(double... values) {
    var point = point(values);
    var above = Double.POSITIVE_INFINITY;
    var below = Double.NEGATIVE_INFINITY;
    for (var at = 0; at < points.length; at++) {
      var differences = space.differences(point, points[at]);
      above = Math.min(above, cones.get(at).upper().at(scores[at], differences));
      below = Math.max(below, cones.get(at).lower().at(scores[at], differences));
    }
    return between(within(below), within(above), allowed(point));
  }

  /// Half-way between the cones, but within the bounds: on a reference both are its score, so that
  /// rounding has no say there.
  private static Score between(double below, double above, Bounds bounds) {
    var score = Math.clamp(above / 2 + below / 2, bounds.lower(), bounds.upper());
    return new Score(score, bounds.lower(), bounds.upper());
  }

  private double within(double score) {
    return Math.clamp(score, specification.min(), specification.max());
  }

  /// The scores that the references allow an object.
  ///
  /// @throws ScoringException as [#score]
  public Bounds bounds(double... values) {
    return allowed(point(values));
  }

  private Bounds allowed(double[] point) {
    var lower = specification.min();
    var upper = specification.max();
    for (var at = 0; at < points.length; at++) {
      if (Space.atMost(points[at], point)) {
        lower = Math.max(lower, scores[at]);
      }
      if (Space.atMost(point, points[at])) {
        upper = Math.min(upper, scores[at]);
      }
    }
    return new Bounds(lower, upper);
  }

  /// The score of an object, and the references that decide it.
  ///
  /// @throws ScoringException as [#score]
  public Explanation explain(double... values) {
    return new Reasons(this, space, point(values)).explain(score(values));
  }

  private double[] point(double[] values) {
    Specification.requireValues("the object", specification.attributes(), values);
    return space.point(values);
  }
}
