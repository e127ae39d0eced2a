package dev.tributary.ingestion.rules;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class PathsTest {
  @Test
  void aPathIsInAllThatItGoesThroughAndInItself() {
    assertThat(Paths.upwards("/collection/record[12]/title"))
        .containsExactly(
            "/collection/record[12]/title", "/collection/record[12]", "/collection", "");
  }

  @Test
  void theWholeIsInNothingElse() {
    assertThat(Paths.upwards("")).containsExactly("");
    assertThat(Paths.upwards("row")).containsExactly("row");
  }
}
