package dev.tributary.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class IdsTest {
  /// What was derived once is in brokers and databases: these never change.
  @Test
  void theSamePartsGiveTheSameIdInEveryRelease() {
    assertThat(Ids.derive("message.completed", "büch😀", "id", 1))
        .isEqualTo("fa0792e5a15d1681306d7dbcfca3c816");
    assertThat(Ids.derive("a", "bc")).isEqualTo("aa795aa4bbb6117911ef062e271bcb05");
  }

  @Test
  void otherPartsThatReadTheSameGiveAnother() {
    assertThat(Ids.derive("ab", "c")).isNotEqualTo(Ids.derive("a", "bc"));
    assertThat(Ids.derive("a", "")).isNotEqualTo(Ids.derive("a"));
  }

  @Test
  void randomOnesDiffer() {
    assertThat(Ids.random()).isNotEqualTo(Ids.random());
  }
}
