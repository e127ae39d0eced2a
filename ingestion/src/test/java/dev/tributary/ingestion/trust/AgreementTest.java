package dev.tributary.ingestion.trust;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.Normalizer;
import java.text.Normalizer.Form;
import org.junit.jupiter.api.Test;

class AgreementTest {
  @Test
  void lettersAreTheSameHoweverTheirAccentsAreEncoded() {
    assertThat(agree("title", "Café Müller", Normalizer.normalize("CAFÉ MÜLLER", Form.NFD)))
        .isTrue();
    assertThat(agree("title", "Café", "Cafe")).isFalse();
    assertThat(agree("title", "ＡＢＣ １", "abc 1")).as("full width").isTrue();
  }

  @Test
  void vowelSignsAreLettersOfTheirWords() {
    assertThat(agree("title", "दिल", "दल")).isFalse();
    assertThat(agree("title", "दिल", "दिल!")).isTrue();
  }

  @Test
  void howSomethingIsSetIsNoContradiction() {
    assertThat(agree("title", "Love \u2764\uFE0F, Live", "LOVE \u2764 live")).isTrue();
  }

  @Test
  void lengthsBeyondAllMeasureDiffer() {
    var longest = "PT" + Long.MAX_VALUE + "S";

    assertThat(agree("duration", "PT-" + Long.MAX_VALUE + "S", longest)).isFalse();
    assertThat(agree("duration", longest, "PT-" + Long.MAX_VALUE + "S")).isFalse();
    assertThat(agree("duration", "PT3M20S", "PT3M22S")).isTrue();
  }

  private static boolean agree(String field, String one, String other) {
    return Agreement.isThere(field, one, other);
  }
}
