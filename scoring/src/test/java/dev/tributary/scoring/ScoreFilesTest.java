package dev.tributary.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class ScoreFilesTest {
  private static final String SPECIFICATION =
      """
      {"attributes": [
         {"name": "tracks", "direction": 1},
         {"name": "price", "direction": -1}],
       "min": 0, "max": 100,
       "references": [
         {"values": [0, 20], "score": 10},
         {"values": {"price": 5, "tracks": 12}, "score": 80, "name": "good"}]}
      """;

  @Test
  void aSpecificationHasValuesInOrderOrByName() {
    var specification = ScoreFiles.specifications("spec.json", SPECIFICATION).getFirst();

    assertThat(specification.references())
        .extracting(Reference::values)
        .containsExactly(List.of(0.0, 20.0), List.of(12.0, 5.0));
    assertThat(specification.attributes().getLast().direction())
        .isEqualTo(Direction.LESS_IS_BETTER);
  }

  @Test
  void severalMakeATree() {
    var scores = "{\"scores\": [" + SPECIFICATION + "]}";

    assertThat(ScoreFiles.specifications("spec.json", scores))
        .isEqualTo(ScoreFiles.specifications("spec.json", SPECIFICATION));
  }

  @Test
  void whatWasFittedGivesTheSameScoresAndVersionWhenItIsReadAgain() {
    var random = new Random(5);
    for (var specification :
        List.of(Specifications.threats(), Specifications.random(random, 4, 30))) {
      var fitted = ScoreTree.fit(List.of(specification));
      var read = ScoreFiles.tree("scorer.json", ScoreFiles.text(fitted));

      assertThat(ScoreFiles.version(read)).isEqualTo(ScoreFiles.version(fitted));
      for (var round = 0; round < 1_000; round++) {
        var object = Specifications.object(random, specification);
        assertThat(read.explain(object)).isEqualTo(fitted.explain(object));
      }
    }
    var tree = ScoreTree.fit(ScoreTreeTest.wells());
    assertThat(ScoreFiles.tree("scorer.json", ScoreFiles.text(tree)).explain(17, 31, 40, 1))
        .isEqualTo(tree.explain(17, 31, 40, 1));
  }

  @Test
  void anotherReferenceIsAnotherVersion() {
    var tree = ScoreTree.fit(List.of(Specifications.threats()));

    assertThat(ScoreFiles.version(tree.with("", Reference.of("mine", 45, 7, 8))))
        .isNotEqualTo(ScoreFiles.version(tree))
        .hasSize(16);
  }

  @Test
  void whatWasChangedByHandIsNotTrusted() {
    var text = ScoreFiles.text(ScoreTree.fit(List.of(Specifications.threats())));

    assertThatThrownBy(
            () -> ScoreFiles.tree("s.json", text.replace("\"score\":80.0", "\"score\":81.0")))
        .isInstanceOf(ScoringException.class)
        .hasMessageStartingWith("s.json:1: expected the version of these scores, ");
  }

  @Test
  void aSpecificationIsNoScorerYet() {
    assertThatThrownBy(() -> ScoreFiles.tree("spec.json", SPECIFICATION))
        .hasMessageStartingWith("spec.json:1: expected fitted scores, found no format");
  }

  @Test
  void whatIsWrongIsToldWithItsLine() {
    assertRefused("\"direction\": -1", "\"direction\": 0", "s:3: expected direction to be 1 ");
    assertRefused("\"direction\": -1", "\"dir\": -1", "s:3: unknown field attributes[1].dir, ");
    assertRefused("\"price\", ", "\"tracks\", ", "s:1: expected attributes to have different");
    assertRefused("[0, 20]", "[0]", "s:6: expected reference 1 to have 2 values, one for each");
    assertRefused("[0, 20]", "[0, \"x\"]", "s:6: expected references[0].values[1] to be a number");
    assertRefused("[0, 20]", "[0, 1e999]", "s:6: expected references[0].values[1] to be a finite");
    assertRefused("\"price\": 5, ", "", "s:7: expected references[1].values.price, found none");
    assertRefused("80", "180", "s:7: expected the score of \"good\" to be from 0 to 100, got: 180");
    assertRefused("\"score\": 10", "\"score\": 90", "s:5: reference 1 {tracks: 0, price: 20} ");
    assertRefused("\"min\": 0", "\"min\": 200", "s:4: expected min to be at most max, got: ");
    assertRefused(" \"min\": 0,", "", "s:1: expected min, found none");
    assertRefused("[0, 20],", "[0, 20]", "s:6: expected JSON, got: ");
  }

  @Test
  void theValuesOfAnObjectAreAnArrayOrAnObject() {
    var attributes = List.of("tracks", "price");

    assertThat(Values.of(attributes, "f", 3, "[1, 2.5]")).containsExactly(1, 2.5);
    assertThat(Values.of(attributes, "f", 3, "{\"price\":2.5,\"tracks\":1}"))
        .containsExactly(1, 2.5);
    assertThatThrownBy(() -> Values.of(attributes, "f", 3, "[1]"))
        .hasMessage("f:3: expected 2 values, one for each of tracks, price, got 1");
    assertThatThrownBy(() -> Values.of(attributes, "f", 3, "{\"price\":1}"))
        .hasMessage("f:3: expected tracks, found none");
    assertThatThrownBy(() -> Values.of(attributes, "f", 3, "{\"price\":1,\"track\":1}"))
        .hasMessage("f:3: unknown field track, expected one of tracks, price");
    assertThatThrownBy(() -> Values.of(attributes, "f", 3, "[1, NaN]"))
        .hasMessageStartingWith("f:3: expected JSON, got: ");
    assertThatThrownBy(() -> Values.of(attributes, "f", 0, "7"))
        .hasMessage("f: expected this to be an object, got: 7");
  }

  private static void assertRefused(String original, String replacement, String message) {
    var changed = SPECIFICATION.replace(original, replacement);

    assertThat(changed).isNotEqualTo(SPECIFICATION);
    assertThatThrownBy(() -> ScoreFiles.specifications("s", changed))
        .isInstanceOf(ScoringException.class)
        .hasMessageStartingWith(message);
  }
}
