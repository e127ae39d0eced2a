package dev.tributary.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

final class VirtualClockTest {
  private final VirtualClock clock = new VirtualClock();

  @Test
  void standsWhereItStartsUntilItIsAdvanced() {
    assertThat(clock.instant()).isEqualTo(VirtualClock.START);

    clock.advance(Duration.ofMinutes(3));

    assertThat(clock.instant()).isEqualTo(VirtualClock.START.plusSeconds(180));
  }

  @Test
  void startsWhereItIsTold() {
    assertThat(new VirtualClock(Instant.EPOCH).instant()).isEqualTo(Instant.EPOCH);
  }

  @Test
  void doesNotGoBack() {
    assertThatThrownBy(() -> clock.advance(Duration.ofMillis(-1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expected to advance by a duration of 0 or more, got: PT-0.001S");

    clock.advanceTo(Instant.EPOCH);

    assertThat(clock.instant()).isEqualTo(VirtualClock.START);
  }

  @Test
  void tellsItsListenersOnceItHasGoneOn() {
    var heard = new ArrayList<Instant>();
    clock.onAdvance(() -> heard.add(clock.instant()));

    clock.advance(Duration.ofSeconds(1));
    clock.advanceTo(VirtualClock.START.plusSeconds(5));

    assertThat(heard)
        .containsExactly(VirtualClock.START.plusSeconds(1), VirtualClock.START.plusSeconds(5));
  }
}
