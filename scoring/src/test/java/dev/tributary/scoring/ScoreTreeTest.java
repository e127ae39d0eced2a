package dev.tributary.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class ScoreTreeTest {
  @Test
  void aScoreIsAnAttributeOfAnother() {
    var tree = ScoreTree.fit(wells());

    assertThat(tree.attributes()).containsExactly("latrine", "pollutant", "size", "damaged");
    assertThat(tree.score(17.2, 31.1, 40.2, 1).score()).isCloseTo(48.14, within(0.005));
    assertThat(tree.bounds(17.2, 31.1, 40.2, 1)).isEqualTo(new Bounds(35, 95));
    var parts = tree.explain(17.2, 31.1, 40.2, 1).parts();
    assertThat(parts).containsOnlyKeys("location", "platform");
    assertThat(parts.get("platform").score()).isCloseTo(18.04, within(0.005));
  }

  @Test
  void theOrderInWhichScoresAreGivenDoesNotMatter() {
    var score = ScoreTree.fit(wells()).score(17.2, 31.1, 40.2, 1);

    assertThat(ScoreTree.fit(wells().reversed()).score(17.2, 31.1, 40.2, 1)).isEqualTo(score);
  }

  @Test
  void aCircleIsRefusedAndNamed() {
    assertThatThrownBy(
            () -> ScoreTree.fit(List.of(of("a", "b", "x"), of("b", "y", "c"), of("c", "z", "a"))))
        .isInstanceOf(ScoringException.class)
        .hasMessage("expected no score to be an attribute of itself, found: a → b → c → a");
    assertThatThrownBy(() -> ScoreTree.fit(List.of(of("a", "a", "x"))))
        .hasMessage("expected no score to be an attribute of itself, found: a → a");
  }

  @Test
  void theWholeHasOneScore() {
    assertThatThrownBy(() -> ScoreTree.fit(List.of(of("a", "x", "y"), of("b", "x", "z"))))
        .hasMessage("expected one score that is no attribute of another, found 2: a, b");
    assertThatThrownBy(() -> ScoreTree.fit(List.of()))
        .hasMessage("expected one score or more, found none");
  }

  @Test
  void severalScoresHaveNamesOfTheirOwn() {
    assertThatThrownBy(() -> ScoreTree.fit(List.of(of("a", "b", "x"), of("a", "y", "z"))))
        .hasMessage("expected scores to have different names, found \"a\" twice");
    assertThatThrownBy(() -> ScoreTree.fit(List.of(of("a", "b", "x"), Specifications.threats())))
        .hasMessage("expected each of several scores to have a name, found none");
  }

  @Test
  void aReferenceIsAddedToTheScoreThatIsNamed() {
    var tree = ScoreTree.fit(wells());

    var corrected = tree.with("platform", Reference.of("mine", 19, 40.2, 1));

    assertThat(corrected.explain(17.2, 31.1, 40.2, 1).parts().get("platform").score())
        .isEqualTo(19);
    assertThatThrownBy(() -> tree.with("roof", Reference.of("mine", 19, 40.2, 1)))
        .hasMessage("expected one of the scores location, platform, well, got: \"roof\"");
  }

  @Test
  void aReferenceThatDoesNotFitIsRefusedWithTheScoresThatWould() {
    var tree = ScoreTree.fit(List.of(Specifications.threats()));

    assertThatThrownBy(() -> tree.with("", Reference.of("mine", 85, 7, 8)))
        .isInstanceOf(ConflictException.class)
        .hasMessageContaining("\"mine\" {a1: 7, a2: 8} scores 85")
        .hasMessageContaining("20 to 80 for \"mine\"");
  }

  /// The wells of HiScore's documentation as one tree.
  static List<Specification> wells() {
    return List.of(
        named(Specifications.well(), "well", "location", "platform"),
        named(Specifications.location(), "location", "latrine", "pollutant"),
        named(Specifications.platform(), "platform", "size", "damaged"));
  }

  private static Specification of(String name, String... attributes) {
    return named(Specifications.threats(), name, attributes);
  }

  private static Specification named(Specification score, String name, String... attributes) {
    var named =
        IntStream.range(0, attributes.length)
            .mapToObj(at -> new Attribute(attributes[at], score.attributes().get(at).direction()))
            .toList();
    return new Specification(
        Optional.of(name), named, score.min(), score.max(), score.references());
  }
}
