package dev.tributary.ingestion.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MarcTextTest {
  private static final int MANY = 300_000;

  @ParameterizedTest
  @CsvSource({
    "'Der Hafen :', Der Hafen",
    "'Roman /', Roman",
    "'Öst, Åsa,', 'Öst, Åsa'",
    "'a : /', a :",
    "Unabridged., Unabridged",
    "Quill A., Quill A.",
    "and so on..., and so on...",
    "/, ''",
  })
  void punctuationAtTheEndGoes(String text, String bare) {
    assertThat(MarcText.bare(text)).isEqualTo(bare);
  }

  @ParameterizedTest
  @CsvSource({
    "'Cervantes Saavedra, Miguel de.', 'Cervantes Saavedra, Miguel de'",
    "'Tolkien, J. R. R.', 'Tolkien, J. R. R.'",
    "'Quill, Wm.', 'Quill, Wm.'",
    "'Ek, Bo.', 'Ek, Bo'",
    "'Ree, J.R.', 'Ree, J.R.'",
  })
  void fullStopOfANameIsThatOfAnInitialOrGoes(String text, String name) {
    assertThat(MarcText.name(text)).isEqualTo(name);
  }

  @ParameterizedTest
  @CsvSource({
    "'9 audio files (9 hr., 47 min.)', PT9H47M",
    "1 hour, PT1H",
    "90 minutes, PT1H30M",
    "99999999999999999999 hours,",
    "9 audio files,",
  })
  void lengthIsReadInWords(String text, Duration length) {
    assertThat(MarcText.length(text).orElse(null)).isEqualTo(length);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Read by Mia Ek and Tor Vik.|Mia Ek/Tor Vik",
        "Narrator: Mia Ek ; Tor Vik|Mia Ek/Tor Vik",
        "Sung by Mia Ek|''"
      })
  void readersAreNamed(String text, String readers) {
    assertThat(String.join("/", MarcText.readers(text))).isEqualTo(readers);
  }

  @Test
  @Timeout(10)
  void longRunsTakeNoLongerThanOtherTexts() {
    assertThat(MarcText.bare("a" + " ".repeat(MANY) + "b")).endsWith("b");
    assertThat(MarcText.bare("a".repeat(MANY))).hasSize(MANY);
    assertThat(MarcText.length("9".repeat(MANY))).isEmpty();
    assertThat(MarcText.readers("Read by" + "\n".repeat(MANY))).isEmpty();
    assertThat(MarcText.readers("Read by a" + " ".repeat(MANY) + "b")).hasSize(1);
  }
}
