package dev.tributary.scoring;

import dev.tributary.scoring.Explanation.Binding;
import dev.tributary.scoring.Explanation.Effect;
import dev.tributary.scoring.Explanation.Side;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/// Finds the references that decide the score of one object.
final class Reasons {
  /// Cones that come to the same but for rounding, as a share of the range of scores.
  private static final double SAME = 1e-9;

  private final Scorer scorer;
  private final Specification specification;
  private final Space space;
  private final double[] point;

  Reasons(Scorer scorer, Space space, double[] point) {
    this.scorer = scorer;
    this.specification = scorer.specification();
    this.space = space;
    this.point = point;
  }

  Explanation explain(Score score) {
    return new Explanation(
        score.score(),
        score.lower(),
        score.upper(),
        labels(at -> Space.atMost(scorer.point(at), point) && scoreOf(at) == score.lower()),
        labels(at -> Space.atMost(point, scorer.point(at)) && scoreOf(at) == score.upper()),
        side(Cones::upper, 1),
        side(Cones::lower, -1),
        Map.of());
  }

  private List<String> labels(IntPredicate wanted) {
    return references().filter(wanted).mapToObj(specification::called).toList();
  }

  private IntStream references() {
    return IntStream.range(0, specification.references().size());
  }

  /// Those cones that are the lowest, if `sign` is 1, or the highest, if it is −1.
  private Side side(Function<Cones, Cone> kind, int sign) {
    var values = references().mapToDouble(at -> value(kind, at)).toArray();
    var extreme =
        sign
            * IntStream.range(0, values.length)
                .mapToDouble(at -> sign * values[at])
                .min()
                .orElseThrow();
    var tolerance = SAME * (specification.max() - specification.min());
    var binding =
        references()
            .filter(at -> values[at] == extreme || Math.abs(values[at] - extreme) <= tolerance);
    return new Side(
        Math.clamp(extreme, specification.min(), specification.max()),
        binding.mapToObj(at -> binding(kind, at)).toList());
  }

  private double value(Function<Cones, Cone> kind, int at) {
    return kind.apply(scorer.cones().get(at)).at(scoreOf(at), differences(at));
  }

  private Binding binding(Function<Cones, Cone> kind, int at) {
    var cone = kind.apply(scorer.cones().get(at));
    var reference = specification.references().get(at);
    var differences = differences(at);
    var effects =
        IntStream.range(0, differences.length)
            .mapToObj(
                attribute ->
                    new Effect(
                        specification.attributes().get(attribute).name(),
                        space.value(attribute, point),
                        reference.values().get(attribute),
                        cone.effect(attribute, differences[attribute])))
            .toList();
    return new Binding(specification.called(at), reference.score(), effects);
  }

  private double[] differences(int at) {
    return space.differences(point, scorer.point(at));
  }

  private double scoreOf(int at) {
    return specification.references().get(at).score();
  }
}
