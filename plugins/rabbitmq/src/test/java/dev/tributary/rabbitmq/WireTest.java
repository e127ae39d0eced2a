package dev.tributary.rabbitmq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.Body;
import dev.tributary.DeadLetter;
import dev.tributary.Message;
import dev.tributary.spi.Producer.Listeners;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class WireTest {
  private static final int FRAME_MAX = 131_072;
  private static final Message MESSAGE = Message.of("upsert.release", Body.utf8("body"));

  private final Wire wire = new Wire(FRAME_MAX, 1_000);

  @Test
  void whatAmqpCarriesAnywayIsNotRepeatedInHeaders() {
    var publication = wire.toExchange("source", MESSAGE, Listeners.REQUIRED);

    assertThat(publication.routingKey()).isEqualTo("upsert.release");
    assertThat(publication.mandatory()).isTrue();
    assertThat(publication.properties().getMessageId()).isEqualTo(MESSAGE.id());
    assertThat(publication.properties().getDeliveryMode()).isEqualTo(2);
    assertThat(publication.properties().getHeaders()).containsOnlyKeys("tributary_originated_at");
  }

  @Test
  void aRetryExpiresInItsRungAndKeepsItsRoutingKey() {
    var publication = toQueue(Duration.ofMillis(1_500).plusNanos(1));

    assertThat(publication.exchange()).isEmpty();
    assertThat(publication.routingKey()).isEqualTo("app.retry.2s");
    assertThat(publication.properties().getExpiration()).isEqualTo("1501");
    assertThat(publication.properties().getHeaders())
        .containsEntry("tributary_routing_key", "upsert.release")
        .doesNotContainKey("tributary_due");
  }

  @Test
  void aDelayBeyondTheLadderWaitsForItsTopRungAndRemembersWhenItIsDue() {
    var publication = toQueue(Duration.ofDays(30));

    assertThat(publication.routingKey()).isEqualTo("app.retry.4096s");
    assertThat(publication.properties().getExpiration()).isEqualTo("4096000");
    assertThat(publication.properties().getHeaders())
        .containsEntry("tributary_due", "1970-01-31T00:00:00Z");
  }

  @Test
  void noDelayGoesStraightIntoTheQueue() {
    var publication = toQueue(Duration.ZERO);

    assertThat(publication.exchange()).isEqualTo("app.in");
    assertThat(publication.properties().getExpiration()).isNull();
  }

  @Test
  void aRoutingKeyThatIsTooLongIsAFaultOfTheMessage() {
    assertRefused(
        Message.of("ä".repeat(128), Body.empty()),
        "expected a routing key of at most 255 bytes, got 256");
  }

  @Test
  void headersThatDoNotFitIntoAFrameAreAFaultOfTheMessage() {
    assertRefused(
        MESSAGE.withHeader("long", "日".repeat(50_000)),
        "expected headers of at most 84650 bytes together, got 1500");
    assertRefused(
        MESSAGE.withHeader("n".repeat(256), "short"),
        "expected a name of a header of at most 255 bytes, got 256");
  }

  @Test
  void aBodyThatIsTooLargeIsAFaultOfTheMessage() {
    assertRefused(
        Message.of("key", Body.of(new byte[1_001])),
        "expected a body of at most 1000 bytes, got 1001");
  }

  @Test
  void whatFailedMayBeAsLargeAsItCame() {
    var large = Message.of("key", Body.of(new byte[1_001]));

    assertThat(wire.toExchange(DeadLetter.EXCHANGE, large, Listeners.REQUIRED).body())
        .hasSize(1_001);
    assertThat(wire.toQueue("app", large, Duration.ZERO, Instant.EPOCH).body()).hasSize(1_001);
    assertThat(wire.toQueue("app", large, Duration.ofDays(1), Instant.EPOCH).body()).hasSize(1_001);
  }

  @Test
  void whatFailedHasRoomForWhatIsToBeSaidOfThat() {
    var longest = MESSAGE.withHeader("long", "x".repeat(84_500));
    wire.toExchange("source", longest, Listeners.REQUIRED);
    var failed = longest.withHeader("why", "x".repeat(DeadLetter.STACK_LIMIT * 3));

    wire.toExchange(DeadLetter.EXCHANGE, failed, Listeners.REQUIRED);
    wire.toQueue("app", failed, Duration.ofDays(1), Instant.EPOCH);

    assertRefused(failed, "expected headers of at most 84650 bytes together");
    var foreign = MESSAGE.withHeader("long", "x".repeat(127_000));
    assertThatThrownBy(() -> wire.toQueue("app", foreign, Duration.ZERO, Instant.EPOCH))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("expected headers of at most 126976 bytes together");
  }

  @Test
  void aHeaderByWhichTheBrokerRoutesIsAFaultOfTheMessage() {
    assertRefused(MESSAGE.withHeader("CC", "somebody"), "expected no header CC");
  }

  private Publication toQueue(Duration delay) {
    return wire.toQueue("app", MESSAGE, delay, Instant.EPOCH);
  }

  private void assertRefused(Message message, String why) {
    assertThatThrownBy(() -> wire.toExchange("source", message, Listeners.REQUIRED))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(why);
  }
}
