package dev.tributary.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

final class ConeFitTest {
  @RepeatedTest(50)
  void noReferenceIsAboveAnUpperConeOrBelowALowerOne(RepetitionInfo repetition) {
    var random = new Random(repetition.getCurrentRepetition());
    var scorer = Scorer.fit(Specifications.random(random, 1 + random.nextInt(5), 20));
    var references = scorer.specification().references();
    var space = new Space(scorer.specification());

    for (var at = 0; at < references.size(); at++) {
      var cones = scorer.cones().get(at);
      var apex = references.get(at).score();
      for (var other = 0; other < references.size(); other++) {
        var differences = space.differences(scorer.point(other), scorer.point(at));
        var score = references.get(other).score();
        assertThat(cones.upper().at(apex, differences)).isGreaterThan(score - 1e-6);
        assertThat(cones.lower().at(apex, differences)).isLessThan(score + 1e-6);
      }
    }
  }

  @RepeatedTest(10)
  void theUpperConeIsTheSteeperOneAboveAndTheFlatterOneBelow(RepetitionInfo repetition) {
    var random = new Random(repetition.getCurrentRepetition());

    for (var cones : Scorer.fit(Specifications.random(random, 3, 15)).cones()) {
      for (var at = 0; at < 3; at++) {
        var upper = cones.upper();
        var lower = cones.lower();
        assertThat(lower.slopesUp().get(at)).isBetween(0.0, upper.slopesUp().get(at) + 1e-6);
        assertThat(upper.slopesDown().get(at)).isBetween(0.0, lower.slopesDown().get(at) + 1e-6);
      }
    }
  }
}
