package dev.tributary.processors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.Body;
import dev.tributary.Message;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

class TimestampsTest {
  private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");
  private static final InstantSource CLOCK = InstantSource.fixed(NOON);

  private final Message fresh = Message.of("upsert.order", Body.utf8("an order"));
  private final Message stamped = fresh.withHeader("received_at", "2020-02-20T20:20:20Z");

  @Test
  void stampSetsTheHeaderToTheCurrentInstant() throws Exception {
    var passed = Timestamps.stamp("received_at", CLOCK).apply(fresh);

    assertThat(passed).isEqualTo(fresh.withHeader("received_at", "2026-01-31T12:00:00Z"));
  }

  @Test
  void stampOverwritesAnEarlierOne() throws Exception {
    assertThat(Timestamps.stamp("received_at", CLOCK).apply(stamped).headers())
        .containsEntry("received_at", "2026-01-31T12:00:00Z");
  }

  @Test
  void stampOnceLeavesAnEarlierOneInPlace() throws Exception {
    var stampOnce = Timestamps.stampOnce("received_at", CLOCK);

    assertThat(stampOnce.apply(stamped)).isEqualTo(stamped);
    assertThat(stampOnce.apply(fresh).headers())
        .containsEntry("received_at", "2026-01-31T12:00:00Z");
  }

  @Test
  void withoutAClockItIsTheSystemsOne() throws Exception {
    var before = Instant.now();

    var passed = Timestamps.stampOnce("a").apply(Timestamps.stamp("b").apply(fresh));

    assertThat(Instant.parse(passed.headers().get("a"))).isBetween(before, Instant.now());
    assertThat(Instant.parse(passed.headers().get("b"))).isBetween(before, Instant.now());
  }

  @Test
  void aHeaderThatTheFrameworkWouldTakeForItsOwnIsRefused() {
    assertThatThrownBy(() -> Timestamps.stamp("tributary_id"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "expected a header's name that does not begin with \"tributary_\", which is the"
                + " framework's own, got: \"tributary_id\"");
    assertThatThrownBy(() -> Timestamps.stampOnce(" "))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
