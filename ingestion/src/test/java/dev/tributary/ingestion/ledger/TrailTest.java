package dev.tributary.ingestion.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.ingestion.ledger.Trail.Hop;
import dev.tributary.ingestion.ledger.Trail.Work;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class TrailTest {
  private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");

  @Test
  void whatAnApplicationSentStandsUnderItsWork() {
    var trail =
        Trail.of(
            List.of(
                TestEvents.sent("intake", "m1", "m1").at(NOON).entry(),
                TestEvents.worked("unpack", "m1").at(NOON.plusSeconds(1)).entry(),
                TestEvents.sent("unpack", "m1", "m2").at(NOON.plusSeconds(1)).entry(),
                TestEvents.worked("transform", "m2").at(NOON.plusSeconds(2)).entry()));

    assertThat(said(trail)).isEqualTo("m1(unpack[m2(transform[])])");
  }

  @Test
  void applicationsSideBySideStandInTheOrderInWhichTheyBegan() {
    var trail =
        Trail.of(
            List.of(
                TestEvents.worked("ledger", "m1").at(NOON.plusSeconds(2)).entry(),
                TestEvents.worked("notify", "m1").at(NOON.plusSeconds(1)).entry()));

    assertThat(said(trail)).isEqualTo("m1(notify[] ledger[])");
  }

  @Test
  void attemptsStandTogetherAndSendOnce() {
    var trail =
        Trail.of(
            List.of(
                TestEvents.came("retried", "load", "m1").at(NOON).entry(),
                TestEvents.worked("load", "m1").attempt(2).at(NOON.plusSeconds(5)).entry(),
                TestEvents.sent("load", "m1", "m2").at(NOON.plusSeconds(5)).entry(),
                TestEvents.sent("load", "m1", "m2").id("again").at(NOON.plusSeconds(9)).entry()));

    var work = trail.roots().getFirst().works().getFirst();
    assertThat(work.attempts())
        .extracting(LedgerEntry::outcome)
        .containsExactly("retried", "completed");
    assertThat(work.results()).extracting(Hop::messageId).containsExactly("m2");
  }

  @Test
  void whatLedToAMessageMayBeMissing() {
    var trail =
        Trail.of(
            List.of(
                TestEvents.sent("unpack", "m1", "m2").at(NOON).entry(),
                TestEvents.worked("transform", "m2").at(NOON.plusSeconds(1)).entry(),
                TestEvents.worked("unpack", "m0").at(NOON.plusSeconds(2)).entry()));

    assertThat(said(trail)).isEqualTo("m2(transform[]) m0(unpack[])");
  }

  @Test
  void theOrderOfTheEventsDoesNotMatter() {
    var entries = new ArrayList<LedgerEntry>();
    for (var number = 1; number <= 30; number++) {
      var at = NOON.plusSeconds(number);
      entries.add(TestEvents.sent("unpack", "m" + number / 2, "m" + number).at(at).entry());
      entries.add(TestEvents.worked("unpack", "m" + number).at(at.plusMillis(1)).entry());
    }
    var expected = Trail.of(entries);

    var random = new Random(7);
    for (var round = 0; round < 20; round++) {
      Collections.shuffle(entries, random);
      assertThat(Trail.of(entries)).isEqualTo(expected);
    }
  }

  private static String said(Trail trail) {
    return trail.roots().stream().map(TrailTest::said).collect(Collectors.joining(" "));
  }

  private static String said(Hop hop) {
    return hop.works().stream()
        .map(TrailTest::said)
        .collect(Collectors.joining(" ", hop.messageId() + "(", ")"));
  }

  private static String said(Work work) {
    return work.results().stream()
        .map(TrailTest::said)
        .collect(Collectors.joining(" ", work.application() + "[", "]"));
  }
}
