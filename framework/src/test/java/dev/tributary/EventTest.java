package dev.tributary;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.Outcome.Aborted;
import dev.tributary.Outcome.Completed;
import dev.tributary.Outcome.Interrupted;
import dev.tributary.Outcome.Retried;
import dev.tributary.Outcome.Snoozed;
import dev.tributary.Outcome.Unavailable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class EventTest {
  private static final Instant ORIGINATED = Instant.parse("2026-01-02T03:04:05Z");
  private static final Instant RECEIVED = ORIGINATED.plusMillis(600);
  private static final Instant SETTLED = RECEIVED.plusNanos(7_000_001);
  private static final Message INPUT =
      Message.of("in", "upsert.release", Body.utf8("12345"), ORIGINATED)
          .withHeader("provider", "one")
          .withHeader("file", "a\"b");

  @Test
  void eachResultIsAnEventAndTheOutcomeIsTheLast() {
    var results = List.of(INPUT.with("first", Body.empty()), INPUT.with("second", Body.empty()));

    var events = events(new Completed(results, List.of()), SETTLED);

    assertThat(events)
        .extracting(Event::name)
        .containsExactly("result.sent", "result.sent", "message.completed");
    assertThat(events)
        .extracting(event -> event.message().routingKey())
        .containsExactly("first", "second", "upsert.release");
    assertThat(events).extracting(Event::inputId).containsOnly("in");
  }

  @Test
  void anEventIsOneJsonObjectInOneLine() {
    var event =
        new Event(
            "message.retried",
            SETTLED,
            "app",
            INPUT.fanOut(1, "upsert.track", Body.utf8("12345")),
            "in",
            Duration.ofMillis(600),
            Duration.ofMillis(7),
            Optional.of("tab\there, line\nend \\ \u0001 ü😀"),
            Optional.of(Duration.ofSeconds(2)));

    assertThat(event.toJson())
        .isEqualTo(
            """
            {"id":"%s","name":"message.retried","at":"2026-01-02T03:04:05.607000001Z",\
            "application":"app","messageId":"in","inputId":"in","jobId":"%s",\
            "ancestorIds":["in"],"originatedAt":"2026-01-02T03:04:05Z",\
            "routingKey":"upsert.track","attempt":1,\
            "headers":{"file":"a\\"b","provider":"one"},"bytes":5,\
            "waitedMillis":600,"workedMillis":7,\
            "reason":"tab\\there, line\\nend \\\\ \\u0001 ü😀","delayMillis":2000}\
            """
                .formatted(event.id(), event.message().jobId()));
    assertThat(event.toJson()).as("asked once more").isEqualTo(event.toJson());
  }

  @Test
  void whatIsNotThereIsLeftOut() {
    var event = Event.entered("app", INPUT, SETTLED);

    assertThat(event.toJson())
        .doesNotContain("reason", "delayMillis")
        .contains("\"ancestorIds\":[],");
  }

  @Test
  void whatWasSentIsToldWithItsBodyIfThatIsWanted() {
    var text = Event.entered("app", INPUT, SETTLED);
    var bytes = Event.entered("app", INPUT.with("a.b", Body.of(new byte[] {-1, 0})), SETTLED);
    var outcome = events(new Completed(List.of(), List.of()), SETTLED).getLast();
    var tooLarge = Body.of(new byte[Event.BODY_LIMIT + 1]);
    var large = Event.entered("app", INPUT.with("a.b", tooLarge), SETTLED);

    assertThat(text.toJsonWithBody()).endsWith(",\"body\":\"12345\"}");
    assertThat(bytes.toJsonWithBody()).endsWith(",\"bodyBase64\":\"/wA=\"}");
    assertThat(outcome.toJsonWithBody()).isEqualTo(outcome.toJson());
    assertThat(large.toJsonWithBody()).isEqualTo(large.toJson());
  }

  @Test
  void theSameThingThatHappensAgainIsTheSameEventUnlessItCostNoAttempt() {
    var retried = new Retried(Duration.ofSeconds(1), new IllegalStateException("broken"));
    var snoozed = new Snoozed(Duration.ofSeconds(1), "busy");
    var later = SETTLED.plusSeconds(1);

    assertThat(id(retried, SETTLED)).isEqualTo(id(retried, later)).isNotEqualTo(id(snoozed, later));
    assertThat(id(snoozed, SETTLED))
        .isEqualTo(id(snoozed, SETTLED))
        .isNotEqualTo(id(snoozed, later));
  }

  @Test
  void aReasonIsShortHoweverLongWhatWasThrown() {
    var huge = "x".repeat(1 << 20);
    var hour = Duration.ofHours(1);
    List<Outcome> outcomes =
        List.of(
            new Retried(hour, new IllegalStateException(huge)),
            new Unavailable(hour, new IllegalStateException(huge)),
            new Snoozed(hour, huge),
            new Aborted(new Abort("too.long", huge)),
            new Completed(List.of(), List.of(new Abort("too.long", huge))),
            new Interrupted(new IllegalStateException(huge)));

    assertThat(outcomes)
        .allSatisfy(
            outcome ->
                assertThat(events(outcome, SETTLED).getLast().reason().orElseThrow())
                    .hasSize(2_000)
                    .contains("xxx"));
  }

  @Test
  void whatThrowsAsItIsAskedIsToldByItsClass() {
    var unspeakable =
        new RuntimeException() {
          @Override
          public String getMessage() {
            throw new IllegalStateException("not to be had");
          }
        };

    var event = events(new Retried(Duration.ZERO, unspeakable), SETTLED).getLast();

    assertThat(event.reason()).contains(unspeakable.getClass().getName());
  }

  @Test
  void timesThatAreBeyondReckoningAreTheLongestThatAreNot() {
    var endless = new Snoozed(Duration.ofSeconds(Long.MAX_VALUE), "for ever");
    var ofOld = Message.of("in", "upsert.release", Body.empty(), Instant.MIN);

    var event = Event.of("app", ofOld, endless, RECEIVED, SETTLED).getLast();

    assertThat(event.toJson())
        .contains("\"waitedMillis\":" + Long.MAX_VALUE + ",", "\"delayMillis\":" + Long.MAX_VALUE);
  }

  private static String id(Outcome outcome, Instant at) {
    return events(outcome, at).getLast().id();
  }

  private static List<Event> events(Outcome outcome, Instant at) {
    return Event.of("app", INPUT, outcome, RECEIVED, at);
  }
}
