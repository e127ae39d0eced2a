package dev.tributary.rabbitmq;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class LadderTest {
  @Test
  void aDelayWaitsInTheLowestRungThatIsLongEnough() {
    assertThat(rung(Duration.ofMillis(1))).isEqualTo("app.retry.1s");
    assertThat(rung(Duration.ofSeconds(1))).isEqualTo("app.retry.1s");
    assertThat(rung(Duration.ofMillis(1_001))).isEqualTo("app.retry.2s");
    assertThat(rung(Duration.ofMinutes(10))).isEqualTo("app.retry.1024s");
    assertThat(rung(Ladder.LONGEST)).isEqualTo("app.retry.4096s");
  }

  @Test
  void rungsAreAFactorOfTwoApart() {
    assertThat(Ladder.rungs("app"))
        .hasSize(13)
        .startsWith("app.retry.1s", "app.retry.2s", "app.retry.4s")
        .endsWith("app.retry.4096s");
  }

  private static String rung(Duration delay) {
    return Ladder.rung("app", delay);
  }
}
