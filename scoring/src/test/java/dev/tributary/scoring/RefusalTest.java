package dev.tributary.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What cannot be scored is refused, with the reason.
final class RefusalTest {
  private static final List<Attribute> TRACKS_AND_PRICE =
      List.of(
          new Attribute("tracks", Direction.MORE_IS_BETTER),
          new Attribute("price", Direction.LESS_IS_BETTER));

  @ParameterizedTest
  @ValueSource(doubles = {0, 2, -0.5, Double.NaN})
  void aDirectionThatIsNeitherOneNorMinusOne(double direction) {
    assertThatThrownBy(() -> Direction.of(direction))
        .isInstanceOf(ScoringException.class)
        .hasMessageStartingWith(
            "expected direction to be 1 (more is better) or -1 (less is better), got: ");
  }

  @Test
  void valuesThatAreNotFiniteOrNotAsManyAsAttributes() {
    assertRefused(
        "expected price of \"A\" to be a finite number, got: NaN",
        Reference.of("A", 50, 3, Double.NaN));
    assertRefused(
        "expected price of \"A\" to be a finite number, got: -Infinity",
        Reference.of("A", 50, 3, Double.NEGATIVE_INFINITY));
    assertRefused(
        "expected \"A\" to have 2 values, one for each of tracks, price, got 1",
        Reference.of("A", 50, 3));
    assertRefused(
        "expected reference 2 to have 2 values, one for each of tracks, price, got 3",
        Reference.of("A", 50, 3, 4),
        new Reference(Optional.empty(), List.of(1.0, 2.0, 3.0), 50));
  }

  @Test
  void aScoreOutOfRange() {
    assertRefused(
        "expected the score of \"A\" to be from 0 to 100, got: 120", Reference.of("A", 120, 3, 4));
    assertRefused(
        "expected the score of \"A\" to be from 0 to 100, got: NaN",
        Reference.of("A", Double.NaN, 3, 4));
  }

  @Test
  void nothingToGoBy() {
    assertRefused("expected one reference or more, found none");
    assertThatThrownBy(() -> specification(List.of(), 0, 100, Reference.of("A", 50)))
        .hasMessage("expected one attribute or more, found none");
    assertThatThrownBy(() -> specification(TRACKS_AND_PRICE, 100, 0, Reference.of("A", 5, 1, 1)))
        .hasMessage("expected min to be at most max, got: min 100 and max 0");
    assertThatThrownBy(
            () -> specification(TRACKS_AND_PRICE, 0, Double.NaN, Reference.of("A", 5, 1, 1)))
        .hasMessage("expected min and max to be finite, got: 0 and NaN");
  }

  @Test
  void twoAttributesOfOneName() {
    var twice = List.of(TRACKS_AND_PRICE.getFirst(), TRACKS_AND_PRICE.getFirst());

    assertThatThrownBy(() -> specification(twice, 0, 100, Reference.of("A", 50, 1, 1)))
        .hasMessage("expected attributes to have different names, found \"tracks\" twice");
  }

  @Test
  void theSameObjectTwiceWithDifferentScores() {
    assertRefused(
        "\"A\" and \"B\" are the same object {tracks: 3, price: 0} and score 60 and 50: expected"
            + " one score of it",
        Reference.of("A", 60, 3, 0),
        Reference.of("B", 50, 3, -0.0));
  }

  @Test
  void referencesThatContradictEachOtherWithBothNamesAndWhatWouldBeAllowed() {
    assertThatExceptionOfType(ConflictException.class)
        .isThrownBy(
            () ->
                specification(
                    TRACKS_AND_PRICE,
                    0,
                    100,
                    Reference.of("low", 10, 1, 9),
                    Reference.of("A", 80, 5, 4),
                    Reference.of("B", 70, 6, 4),
                    Reference.of("high", 95, 9, 1)))
        .withMessage(
            "\"A\" {tracks: 5, price: 4} scores 80, and \"B\" {tracks: 6, price: 4}, which is"
                + " nowhere worse, only 70: allowed beside the others are 10 to 70 for \"A\", or"
                + " 80 to 95 for \"B\"")
        .satisfies(
            conflict ->
                assertThat(conflict.conflicts())
                    .containsExactly(
                        new ConflictException.Conflict(
                            "\"A\"", "\"B\"", new Bounds(10, 70), new Bounds(80, 95))));
  }

  @Test
  void ofManyConflictsTheFirstAreToldAndTheRestCounted() {
    var references = new ArrayList<Reference>();
    for (var at = 0; at < 10; at++) {
      references.add(Reference.of("R" + at, 90 - at, at, 0));
    }

    assertThatExceptionOfType(ConflictException.class)
        .isThrownBy(
            () -> specification(TRACKS_AND_PRICE, 0, 100, references.toArray(Reference[]::new)))
        .satisfies(
            conflict -> {
              assertThat(conflict.conflicts()).hasSize(45);
              assertThat(conflict.getMessage().lines())
                  .hasSize(11)
                  .last()
                  .isEqualTo("and 35 more such pairs");
            });
  }

  @Test
  void anObjectThatIsNotLikeTheReferences() {
    var scorer = Scorer.fit(specification(TRACKS_AND_PRICE, 0, 100, Reference.of("A", 50, 3, 4)));

    assertThatThrownBy(() -> scorer.score(1))
        .hasMessage("expected the object to have 2 values, one for each of tracks, price, got 1");
    assertThatThrownBy(() -> scorer.bounds(1, Double.POSITIVE_INFINITY))
        .hasMessage("expected price of the object to be a finite number, got: Infinity");
  }

  private static void assertRefused(String message, Reference... references) {
    assertThatThrownBy(() -> specification(TRACKS_AND_PRICE, 0, 100, references))
        .isInstanceOf(ScoringException.class)
        .hasMessage(message);
  }

  private static Specification specification(
      List<Attribute> attributes, double min, double max, Reference... references) {
    return new Specification(Optional.empty(), attributes, min, max, List.of(references));
  }
}
