package dev.tributary.thirdparty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.tributary.Body;
import dev.tributary.Snooze;
import dev.tributary.UnavailableException;
import dev.tributary.spi.Measurement;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// What becomes of a call for each of its answers.
final class ThirdPartyTest extends PartyScene {
  @Test
  void whatItAsksToWaitForIsASnooze() throws Exception {
    var date =
        DateTimeFormatter.RFC_1123_DATE_TIME.format(
            Instant.now().plusSeconds(300).atOffset(ZoneOffset.UTC));
    party.then(429, "", "retry-after", "30").then(503, "", "retry-after", date).then(429, "");

    assertThat(snooze("a")).isBetween(Duration.ofSeconds(30), Duration.ofSeconds(45));
    assertThat(snooze("b")).isBetween(Duration.ofSeconds(298), Duration.ofSeconds(450));
    assertThat(snooze("c")).isBetween(Duration.ofSeconds(5), Duration.ofSeconds(8));
  }

  @Test
  void thoseThatWaitForTheirTurnHearOfItToo() throws Exception {
    var answered = new CountDownLatch(1);
    party.then(
        exchange -> {
          answered.await();
          TestParty.respond(exchange, 429, "", "retry-after", "30");
        });
    var builder = party.named("ratings").concurrency(1).patience(Duration.ofSeconds(30));
    try (var api = builder.keeping(Duration.ZERO).open(database)) {
      var snoozed = new AtomicInteger();
      Runnable asking =
          () -> {
            if (catchThrowableOfType(Snooze.class, () -> api.get("isrc/1")) != null) {
              snoozed.incrementAndGet();
            }
          };
      var first = Thread.ofPlatform().start(asking);
      await().until(() -> party.calls().size() == 1);
      var second = Thread.ofPlatform().start(asking);
      await().until(() -> second.getState() == Thread.State.TIMED_WAITING);
      answered.countDown();
      first.join();
      second.join();

      assertThat(snoozed).hasValue(2);
      assertThat(party.calls()).hasSize(1);
    }
  }

  private Duration snooze(String name) {
    try (var api = party.named(name).open(database)) {
      var first = catchThrowableOfType(Snooze.class, () -> api.get("isrc/1"));
      var calls = party.calls().size();
      assertThatThrownBy(() -> api.get("isrc/2")).isInstanceOf(Snooze.class);
      assertThat(party.calls()).as("it is left alone meanwhile").hasSize(calls);
      return first.delay();
    }
  }

  @Test
  void whatIsRefusedForGoodIsNotAskedAgain() {
    party.then(400, "no such\nfield").then(exchange -> exchange.sendResponseHeaders(204, -1));
    try (var api = party.named("ratings").open(database)) {
      assertThatThrownBy(() -> api.get("isrc/1?key=hidden"))
          .isInstanceOf(ThirdPartyException.Refused.class)
          .hasMessageContaining("/isrc/1 answered 400: no such field")
          .hasMessageNotContaining("hidden");
    }
  }

  @Test
  void itCountsAsAwayAfterSomeFailuresAndComesBackByItself() throws Exception {
    party.always(exchange -> TestParty.respond(exchange, 500, "broken"));
    try (var api = party.named("ratings").open(database)) {
      for (var failure = 1; failure < Circuit.FAILURES; failure++) {
        var path = "isrc/" + failure;
        assertThatThrownBy(() -> api.get(path)).isExactlyInstanceOf(ThirdPartyException.class);
      }
      assertThatThrownBy(() -> api.get("isrc/0"))
          .isInstanceOf(UnavailableException.class)
          .hasMessageContaining("ratings is away: 5 failures in a row")
          .hasMessageContaining("answered 500: broken");
      assertThatThrownBy(() -> api.get("isrc/1")).isInstanceOf(UnavailableException.class);
      assertThat(party.calls()).as("all others are spared").hasSize(Circuit.FAILURES);
      assertThat(api.outage()).isPresent();

      party.always(exchange -> TestParty.respond(exchange, 200, "back"));
      await()
          .ignoreExceptionsInstanceOf(UnavailableException.class)
          .until(() -> api.get("isrc/1").text().equals("back"));
      assertThat(api.outage()).isEmpty();
    }
  }

  @Test
  void aCallThatAlwaysFailsDoesSoAlone() throws Exception {
    party.always(
        exchange -> {
          var isBroken = exchange.getRequestURI().getPath().equals("/isrc/broken");
          TestParty.respond(exchange, isBroken ? 500 : 200, "said");
        });
    try (var api = party.named("ratings").open(database)) {
      for (var attempt = 0; attempt < 2 * Circuit.FAILURES; attempt++) {
        assertThatThrownBy(() -> api.get("isrc/broken"))
            .as("an attempt, which is counted")
            .isExactlyInstanceOf(ThirdPartyException.class);
      }
      assertThat(api.get("isrc/1").text()).isEqualTo("said");
    }
  }

  @Test
  void anAnswerThatIsTooLongOrNeverEndsIsNone() {
    party.then(200, "x".repeat(2_000));
    party.then(
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          exchange.getResponseBody().write('x');
          exchange.getResponseBody().flush();
          TestParty.fallSilent();
        });
    var builder = party.named("ratings").longestAnswer(1_000).timeout(Duration.ofMillis(500));
    try (var api = builder.open(database)) {
      assertThatThrownBy(() -> api.get("isrc/1")).hasMessageContaining("more than 1000 bytes");
      assertThatThrownBy(() -> api.get("isrc/2")).hasMessageContaining("no whole answer within");
    }
  }

  @Test
  void aPostCarriesAKeyByWhichARepetitionIsKnown() throws Exception {
    try (var api = party.named("ratings").open(database)) {
      api.post("jobs", "application/json", Body.utf8("{}"), "key-1");
    }
    assertThat(party.calls().getFirst().header()).isEqualTo("key-1");
  }

  @Test
  void measurementsTellOfEachHost() throws Exception {
    try (var api = party.named("ratings").open(database)) {
      api.get("isrc/1");
      api.get("isrc/1");

      assertThat(new ThirdPartyPlugin().measurements())
          .filteredOn(each -> each.name().equals("third_party_calls"))
          .extracting(each -> each.labels().get("outcome"), Measurement::value)
          .contains(tuple("answered", 1.0), tuple("kept", 1.0));
    }
  }
}
