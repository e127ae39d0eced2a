package dev.tributary.benchmarks.peers;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RedeliveriesTest {
  private final Redeliveries redeliveries = new Redeliveries(3);

  @Test
  void whatArrivedAndWasNotAcknowledgedIsTheSameWhenItIsDeliveredAgain() {
    redeliveries.isSame(1, false);
    redeliveries.isSame(2, false);

    assertThat(redeliveries.isSame(1, true)).isTrue();
    assertThat(redeliveries.isSame(2, true)).isTrue();
  }

  @Test
  void itIsTheSameAfterEachRestart() {
    redeliveries.isSame(1, false);

    assertThat(redeliveries.isSame(1, true)).isTrue();
    assertThat(redeliveries.isSame(1, true)).isTrue();
  }

  @Test
  void whatWasOnItsWayAndNeverArrivedIsAnother() {
    redeliveries.isSame(1, false);

    assertThat(redeliveries.isSame(2, true)).isFalse();
  }

  @Test
  void whatTheContenderSendsAgainIsAnother() {
    redeliveries.isSame(1, false);

    assertThat(redeliveries.isSame(1, false)).isFalse();
  }

  @Test
  void whatArrivedBeforeTheLastPrefetchHasBeenAcknowledged() {
    redeliveries.isSame(1, false);
    for (var number = 2; number <= 4; number++) {
      redeliveries.isSame(number, false);
    }

    assertThat(redeliveries.isSame(1, true)).isFalse();
  }
}
