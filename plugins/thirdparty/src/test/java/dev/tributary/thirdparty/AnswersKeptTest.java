package dev.tributary.thirdparty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.Body;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What is asked for once, and what again.
final class AnswersKeptTest extends PartyScene {
  @Test
  void anAnswerIsKeptForWhoeverAsksNext() throws Exception {
    try (var api = party.named("ratings").contact("ops@radio.example").open(database)) {
      assertThat(api.get("isrc/1").text()).isEqualTo("/isrc/1");
      assertThat(api.get("isrc/1").text()).isEqualTo("/isrc/1");
    }
    try (var another = party.named("ratings").open(database)) {
      assertThat(another.get("isrc/1").text()).isEqualTo("/isrc/1");
    }

    assertThat(party.calls()).hasSize(1);
    assertThat(party.calls().getFirst().userAgent()).isEqualTo("Tributary (ops@radio.example)");
  }

  @Test
  void whatIsNoLongerFreshIsAskedForByItsVersion() throws Exception {
    party.then(200, "first", "etag", "\"v1\"", "cache-control", "max-age=0");
    party.then(304, "", "cache-control", "max-age=60");
    try (var api = party.named("ratings").open(database)) {
      api.get("isrc/1");
      assertThat(api.get("isrc/1").text()).isEqualTo("first");
      assertThat(api.get("isrc/1").text()).isEqualTo("first");
    }

    assertThat(party.calls()).extracting(TestParty.Call::header).containsExactly("", "\"v1\"");
  }

  @Test
  void whatIsConfirmedIsFreshForAsLongAsItWasBefore() throws Exception {
    var at = Instant.parse("2026-06-01T12:00:00Z");
    var answer = new Answer(party.base(), 200, Optional.empty(), Body.empty(), at);
    var kept = new Kept(answer, Optional.empty(), Optional.empty(), at.plusSeconds(60));
    var later = at.plusSeconds(3_600);
    party.then(304, "").then(304, "", "cache-control", "public, Max-Age=5");
    party.then(304, "", "cache-control", "public", "cache-control", "max-age=7");

    assertThat(kept.confirmed(response(), later).freshUntil()).isEqualTo(later.plusSeconds(60));
    assertThat(kept.confirmed(response(), later).freshUntil()).isEqualTo(later.plusSeconds(5));
    assertThat(kept.confirmed(response(), later).freshUntil()).isEqualTo(later.plusSeconds(7));
  }

  private HttpResponse<Void> response() throws Exception {
    try (var client = HttpClient.newHttpClient()) {
      return client.send(
          HttpRequest.newBuilder(party.base()).build(), HttpResponse.BodyHandlers.discarding());
    }
  }

  @Test
  void whatAnotherProcessAskedForAgainIsNotAskedForAgain() throws Exception {
    party.then(200, "first", "cache-control", "max-age=0");
    party.then(200, "second", "cache-control", "max-age=60");
    try (var one = party.named("ratings").open(database);
        var other = party.named("ratings").open(database)) {
      assertThat(one.get("isrc/1").text()).isEqualTo("first");
      assertThat(other.get("isrc/1").text()).isEqualTo("second");

      assertThat(one.get("isrc/1").text()).isEqualTo("second");
    }
    assertThat(party.calls()).hasSize(2);
  }

  @Test
  void whatCannotBeReadIsAFailedCallAndNotKept() throws Exception {
    party.then(200, "<h1>Back\nsoon</h1>", "content-type", "text/html").then(200, "7");
    try (var api = party.named("ratings").open(database)) {
      assertThatThrownBy(() -> api.get("isrc/1", AnswersKeptTest::number))
          .isExactlyInstanceOf(ThirdPartyException.class)
          .hasMessageContaining("/isrc/1 answered 200: expected a number, found text/html: ")
          .hasMessageEndingWith("<h1>Back soon</h1>");
      var kept = new KeptAnswers(database, "ratings").find(party.base().resolve("isrc/1"));
      assertThat(kept).isEmpty();

      assertThat(api.get("isrc/1", AnswersKeptTest::number)).isEqualTo(7);
      assertThat(api.get("isrc/1", AnswersKeptTest::number)).isEqualTo(7);
    }
    assertThat(party.calls()).hasSize(2);
  }

  @Test
  void whatWasKeptAndCannotBeReadIsAskedForAnew() throws Exception {
    party.then(200, "soon", "etag", "\"v1\"").then(200, "7");
    try (var api = party.named("ratings").open(database)) {
      assertThat(api.get("isrc/1").text()).isEqualTo("soon");
      assertThat(api.get("isrc/1", AnswersKeptTest::number)).isEqualTo(7);
    }
    assertThat(party.calls()).extracting(TestParty.Call::header).containsExactly("", "");
  }

  private static int number(Answer answer) {
    try {
      return Integer.parseInt(answer.text());
    } catch (NumberFormatException another) {
      throw new IllegalArgumentException("expected a number", another);
    }
  }

  @Test
  void whatIsNotToBeKeptIsNot() throws Exception {
    party.then(200, "first", "cache-control", "private, No-Store").then(200, "second");
    try (var api = party.named("ratings").open(database)) {
      api.get("isrc/1");
      assertThat(api.get("isrc/1").text()).isEqualTo("second");
    }
  }

  @Test
  void thatThereIsNoSuchThingIsAnAnswerToo() throws Exception {
    party.then(404, "unknown");
    try (var api = party.named("ratings").open(database)) {
      assertThat(api.get("isrc/1").isFound()).isFalse();
      assertThat(api.get("isrc/1").isFound()).isFalse();
    }
    assertThat(party.calls()).hasSize(1);
  }
}
