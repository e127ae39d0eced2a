package dev.tributary.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ScorerTest {
  private static final int PAIRS = 100_000;

  @ParameterizedTest
  @CsvSource({
    "9, 9, 84",
    "7, 7, 49",
    "7, 8, 58",
    "7, 9, 62",
    "7, 10, 68",
    "8, 7, 59",
    "9, 7, 70",
    "10, 7, 78"
  })
  void givesTheNumbersPrintedForThreats(double certainty, double risk, double printed) {
    var score = Scorer.fit(Specifications.threats()).score(certainty, risk).score();

    // 77.5 is printed as 78; here it may be that but for rounding.
    assertThat((double) Math.round(score + 1e-9)).isEqualTo(printed);
  }

  @Test
  void givesTheNumbersPrintedForWells() {
    var location = Scorer.fit(Specifications.location()).score(17.2, 31.1).score();
    var platform = Scorer.fit(Specifications.platform()).score(40.2, 1).score();
    var well = Scorer.fit(Specifications.well()).score(location, platform).score();

    assertThat(platform).isCloseTo(18.04, within(0.005));
    assertThat(well).isCloseTo(48.14, within(0.005));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 10})
  void isExactOnTheReferences(int attributes) {
    var random = new Random(attributes);
    for (var round = 0; round < 10; round++) {
      var specification = Specifications.random(random, attributes, 2 + random.nextInt(30));
      var scorer = Scorer.fit(specification);

      for (var reference : specification.references()) {
        var score = scorer.score(Numbers.array(reference.values()));
        assertThat(score.score()).isEqualTo(reference.score());
        assertThat(score.lower()).isEqualTo(score.upper()).isEqualTo(reference.score());
      }
    }
  }

  @Test
  void neverFallsWhereAnAttributeGetsBetterAndStaysWithinTheBounds() {
    var random = new Random(7);
    var scorers =
        IntStream.range(0, 20)
            .mapToObj(_ -> Specifications.random(random, 1 + random.nextInt(6), 25))
            .map(Scorer::fit)
            .toList();

    for (var pair = 0; pair < PAIRS; pair++) {
      var scorer = scorers.get(pair % scorers.size());
      var worse = Specifications.object(random, scorer.specification());
      var better = better(random, scorer.specification(), worse);
      var low = scorer.score(worse);
      var high = scorer.score(better);

      assertThat(low.score()).isLessThanOrEqualTo(high.score());
      assertThat(low.score()).isBetween(low.lower(), low.upper());
      assertThat(low.lower()).isBetween(0.0, low.upper());
      assertThat(low.upper()).isLessThanOrEqualTo(100);
    }
  }

  /// Better in some attributes, by much or by the least that there is.
  private static double[] better(Random random, Specification specification, double[] values) {
    var better = values.clone();
    for (var at = 0; at < better.length; at++) {
      var sign = specification.attributes().get(at).direction().sign();
      better[at] =
          switch (random.nextInt(3)) {
            case 0 -> better[at];
            case 1 -> Math.nextAfter(better[at], sign * Double.POSITIVE_INFINITY);
            default -> better[at] + sign * random.nextDouble() * Math.abs(better[at]);
          };
    }
    return better;
  }

  @Test
  void betweenTwoReferencesOnALineTheScoreIsInterpolated() {
    var scorer =
        Scorer.fit(Specifications.of(new int[] {1}, new double[][] {{0, 0}, {4, 40}, {10, 100}}));

    assertThat(scorer.score(2).score()).isCloseTo(20, within(1e-3));
    assertThat(scorer.score(7).score()).isCloseTo(70, within(1e-3));
    assertThat(scorer.score(-3).score()).isZero();
    assertThat(scorer.score(11)).isEqualTo(new Score(100, 100, 100));
  }

  @Test
  void lessIsBetterMirrorsMoreIsBetter() {
    var more = Scorer.fit(Specifications.of(new int[] {1}, new double[][] {{1, 10}, {5, 90}}));
    var less = Scorer.fit(Specifications.of(new int[] {-1}, new double[][] {{-1, 10}, {-5, 90}}));

    for (var value = 0.0; value < 6; value += 0.37) {
      assertThat(less.score(-value)).isEqualTo(more.score(value));
    }
  }

  @Test
  void oneReferenceOrOnlyEqualScoresGiveAConstant() {
    var one = Scorer.fit(Specifications.of(new int[] {1, -1}, new double[] {3, 3, 42}));
    var equal =
        Scorer.fit(
            Specifications.of(
                new int[] {1, 1}, new double[][] {{1, 2, 42}, {2, 1, 42}, {9, 9, 42}}));

    for (var value : new double[] {-1e9, 0, 1, 3, 1e9}) {
      assertThat(one.score(value, value).score()).isEqualTo(42);
      assertThat(equal.score(value, -value).score()).isEqualTo(42);
    }
  }

  @Test
  void aReferenceThatIsGivenTwiceWithOneScoreCountsOnce() {
    var once = Specifications.threats();
    var twice = once.with(once.references().getFirst());
    var random = new Random(3);
    var one = Scorer.fit(once);
    var other = Scorer.fit(twice);

    for (var round = 0; round < 100; round++) {
      var object = Specifications.object(random, once);
      assertThat(other.score(object).score()).isCloseTo(one.score(object).score(), within(1e-9));
    }
  }

  @Test
  void anAttributeThatIsTheSameForAllReferencesHasNoSayBetweenThem() {
    var specification =
        Specifications.of(new int[] {1, 1}, new double[][] {{0, 7, 0}, {10, 7, 100}});

    assertThat(Scorer.fit(specification).score(5, 7).score()).isCloseTo(50, within(1e-3));
  }

  /// Attributes that spread too little, or far too much, to be measured by their spread, and
  /// references that are as near to each other as can be.
  @ParameterizedTest
  @ValueSource(doubles = {1e-300, 1e-12, 1e-4, 1e3, 1e9, 1e150, 1e307})
  void keepsItsPromisesWhateverTheMeasure(double measure) {
    var next = Math.nextUp(measure);
    var specification =
        Specifications.of(
            new int[] {1, 1},
            new double[][] {
              {0, 0, 10},
              {measure, 0, 20},
              {next, 0, 60},
              {measure, -5 * measure, 15},
              {4 * measure, measure, 90},
              {4 * measure, next, 95}
            });
    var scorer = Scorer.fit(specification);
    var random = new Random(1);

    for (var reference : specification.references()) {
      assertThat(scorer.score(Numbers.array(reference.values())).score())
          .isEqualTo(reference.score());
    }
    for (var round = 0; round < 1_000; round++) {
      var worse = Specifications.object(random, specification);
      var better = better(random, specification, worse);
      assertThat(scorer.score(worse).score())
          .isBetween(0.0, 100.0)
          .isLessThanOrEqualTo(scorer.score(better).score());
    }
  }

  @Test
  void farAwayAndOnTheLargestNumbersItIsStillAScore() {
    var scorer = Scorer.fit(Specifications.threats());

    assertThat(scorer.score(Double.MAX_VALUE, -Double.MAX_VALUE).score()).isBetween(0.0, 100.0);
    assertThat(scorer.score(Double.MAX_VALUE, Double.MAX_VALUE).score()).isEqualTo(100);
    assertThat(scorer.score(-Double.MAX_VALUE, -Double.MAX_VALUE).score()).isZero();
  }

  @Test
  void anEditorCorrectsAScoreByAddingTheObject() {
    var before = Specifications.threats();
    var after = before.with(new Reference(Optional.of("corrected"), Numbers.list(7, 8), 45));

    assertThat(Scorer.fit(before).score(7, 8).score()).isGreaterThan(55);
    assertThat(Scorer.fit(after).score(7, 8).score()).isEqualTo(45);
  }

  @Test
  void explainsByTheReferencesWhoseConesDecide() {
    var scorer = Scorer.fit(Specifications.threats());

    var explanation = scorer.explain(7, 8);

    assertThat(explanation.score()).isEqualTo(scorer.score(7, 8).score());
    assertThat(explanation.lowerBy()).containsExactly("reference 3");
    assertThat(explanation.upperBy()).containsExactly("reference 5");
    var halfWay = (explanation.above().value() + explanation.below().value()) / 2;
    assertThat(halfWay).isEqualTo(explanation.score());
    assertThat(explanation.above().references())
        .singleElement()
        .satisfies(
            binding -> {
              assertThat(binding.reference()).isEqualTo("reference 3");
              assertThat(binding.score()).isEqualTo(20);
              assertThat(binding.attributes()).extracting("attribute").containsExactly("a1", "a2");
              var effects =
                  binding.attributes().stream().mapToDouble(Explanation.Effect::effect).sum();
              assertThat(20 + effects).isCloseTo(explanation.above().value(), within(1e-9));
            });
    assertThat(explanation.below().references())
        .singleElement()
        .satisfies(binding -> assertThat(binding.reference()).isEqualTo("reference 4"));
  }

  @Test
  void onAReferenceTheReferenceItselfExplains() {
    var explanation = Scorer.fit(Specifications.threats()).explain(10, 8);

    assertThat(explanation.above().references()).extracting("reference").contains("reference 4");
    assertThat(explanation.below().references()).extracting("reference").contains("reference 4");
    assertThat(explanation.lowerBy()).containsExactly("reference 4");
  }
}
