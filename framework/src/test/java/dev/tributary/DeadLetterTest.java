package dev.tributary;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.Message.FailedAttempt;
import dev.tributary.spi.Headers;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class DeadLetterTest {
  private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");
  private static final FailedAttempt EARLIER = new FailedAttempt(NOON.minusSeconds(5), "no answer");
  private static final Message FAILED =
      new Message(
          "id",
          "job",
          List.of(),
          NOON.minusSeconds(60),
          "upsert.release",
          2,
          List.of(EARLIER),
          List.of(),
          Map.of("provider", "acme", Headers.SNOOZED_SINCE, NOON.minusSeconds(9).toString()),
          Body.utf8("body"));
  private static final DeadLetter LETTER =
      new DeadLetter(FAILED, "transform", "1", "Boom", "line 3", "at…", Map.of("line", "3"), NOON);

  @Test
  void itComesBackAsItWasSent() {
    var back = DeadLetter.from(LETTER.toMessage());

    assertThat(back.id()).isEqualTo(LETTER.id());
    assertThat(back.attempts()).containsExactly(EARLIER, new FailedAttempt(NOON, "Boom: line 3"));
    assertThat(back.details()).isEqualTo(Map.of("line", "3"));
    assertThat(back.message().routingKey()).isEqualTo("upsert.release");
    assertThat(back.message().headers()).isEqualTo(Map.of("provider", "acme"));
  }

  @Test
  void itHasNotBeenTriedItselfNorPutOff() {
    var letter = LETTER.toMessage();

    assertThat(letter.attempt()).isEqualTo(1);
    assertThat(letter.failures()).isEmpty();
    assertThat(letter.headers()).doesNotContainKey(Headers.SNOOZED_SINCE);
  }

  @Test
  void whatItsKeeperMetIsNotTakenForItsOwnHistory() {
    var sent = LETTER.toMessage();
    var triedAgain =
        new Message(
            sent.id(),
            sent.jobId(),
            sent.ancestorIds(),
            sent.originatedAt(),
            sent.routingKey(),
            7,
            List.of(new FailedAttempt(NOON.plusSeconds(1), "the database is away")),
            sent.history(),
            sent.headers(),
            sent.body());

    assertThat(DeadLetter.from(triedAgain).attempts()).isEqualTo(LETTER.attempts());
    assertThat(DeadLetter.from(triedAgain).id()).isEqualTo(LETTER.id());
  }
}
