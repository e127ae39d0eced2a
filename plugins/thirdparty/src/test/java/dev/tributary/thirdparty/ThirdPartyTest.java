package dev.tributary.thirdparty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.tributary.Body;
import dev.tributary.Snooze;
import dev.tributary.UnavailableException;
import dev.tributary.database.Database;
import dev.tributary.spi.Measurement;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What a third party gets to see, and what becomes of a call for each of its answers.
@Timeout(60)
final class ThirdPartyTest {
  @TempDir Path folder;
  private TestParty party;
  private Database database;

  @BeforeEach
  void open() throws IOException {
    party = TestParty.start();
    database = Database.open(folder.resolve("third-parties.db"), ThirdParty.SCHEMA);
  }

  @AfterEach
  void close() {
    party.close();
    database.close();
  }

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
      assertThatThrownBy(() -> api.get("isrc/1", ThirdPartyTest::number))
          .isExactlyInstanceOf(ThirdPartyException.class)
          .hasMessageContaining("/isrc/1 answered 200: expected a number, found text/html: ")
          .hasMessageEndingWith("<h1>Back soon</h1>");
      var kept = new KeptAnswers(database, "ratings").find(party.base().resolve("isrc/1"));
      assertThat(kept).isEmpty();

      assertThat(api.get("isrc/1", ThirdPartyTest::number)).isEqualTo(7);
      assertThat(api.get("isrc/1", ThirdPartyTest::number)).isEqualTo(7);
    }
    assertThat(party.calls()).hasSize(2);
  }

  @Test
  void whatWasKeptAndCannotBeReadIsAskedForAnew() throws Exception {
    party.then(200, "soon", "etag", "\"v1\"").then(200, "7");
    try (var api = party.named("ratings").open(database)) {
      assertThat(api.get("isrc/1").text()).isEqualTo("soon");
      assertThat(api.get("isrc/1", ThirdPartyTest::number)).isEqualTo(7);
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
  void redirectsLeadOnlyToItsHosts() throws Exception {
    party.then(307, "", "location", "/elsewhere").then(200, "/elsewhere");
    party.then(307, "", "location", "http://localhost:" + party.port() + "/x");
    party.then(307, "", "location", "file:///etc/passwd");
    try (var api = party.named("ratings").open(database)) {
      assertThat(api.get("isrc/1").text()).isEqualTo("/elsewhere");
      assertThatThrownBy(() -> api.get("isrc/2"))
          .isInstanceOf(ThirdPartyException.Refused.class)
          .hasMessageContaining("localhost is not one of its hosts");
      assertThatThrownBy(() -> api.get("isrc/3")).hasMessageContaining("which is not followed");
    }
  }

  @Test
  void privateAddressesAreRefusedUnlessAllowed() throws Exception {
    try (var api = ThirdParty.named("ratings", party.base()).open(database)) {
      assertThatThrownBy(() -> api.get("isrc/1"))
          .isInstanceOf(ThirdPartyException.Refused.class)
          .hasMessageContaining("has the address 127.0.0.1, which is private");
    }
    assertThat(party.calls()).isEmpty();
    for (var address :
        List.of(
            "10.1.2.3",
            "172.16.0.1",
            "192.168.1.1",
            "169.254.169.254",
            "100.64.0.1",
            "0.0.0.0",
            "::1",
            "fd00::1",
            "fe80::1",
            "::ffff:10.0.0.1",
            "2002:a00:1::",
            "224.0.0.1")) {
      assertThat(Hosts.isPublic(InetAddress.getByName(address))).as(address).isFalse();
    }
    for (var address : List.of("8.8.8.8", "172.32.0.1", "2606:4700::1111")) {
      assertThat(Hosts.isPublic(InetAddress.getByName(address))).as(address).isTrue();
    }
  }

  @Test
  void aNameKeepsTheAddressThatWasChecked() throws Exception {
    var somewhere = InetAddress.getByAddress("rebound.invalid", new byte[] {127, 0, 0, 1});

    assertThat(PinnedResolver.pin("rebound.invalid", List.of(somewhere)))
        .containsExactly(somewhere);
    assertThat(InetAddress.getAllByName("rebound.invalid")).containsExactly(somewhere);
    assertThatThrownBy(() -> PinnedResolver.lookUp("unheard-of.invalid"))
        .isInstanceOf(IOException.class);
  }

  @Test
  void anAddressThatThePlatformRemembersIsCheckedToo() throws Exception {
    var names = NameServers.start().say("rebound.example", "127.0.0.1");
    var base = URI.create("http://rebound.example:%d/".formatted(party.port()));
    try (var api = ThirdParty.named("ratings", base).open(database)) {
      PinnedResolver.pin("rebound.example", PinnedResolver.lookUp("rebound.example"));
      assertThat(InetAddress.getAllByName("rebound.example"))
          .allMatch(InetAddress::isLoopbackAddress);
      names.say("rebound.example", "8.8.8.8");

      assertThatThrownBy(() -> api.get("isrc/1"))
          .isInstanceOf(ThirdPartyException.Refused.class)
          .hasMessageContaining("has the address 127.0.0.1, which is private");
    }
    assertThat(party.calls()).isEmpty();
  }

  @Test
  void aHostThatCannotBeReachedIsLookedUpAgainThoughOthersAnswer() throws Exception {
    var names = NameServers.start().say("moved.example", "127.0.0.2");
    var moved = "http://moved.example:%d/".formatted(party.port());
    var builder = party.named("ratings").host("moved.example").keeping(Duration.ZERO);
    try (var api = builder.open(database)) {
      assertThatThrownBy(() -> api.get(moved)).hasMessageContaining("cannot be reached");
      names.say("moved.example", "127.0.0.1");

      await()
          .atMost(Duration.ofSeconds(10))
          .ignoreExceptionsInstanceOf(ThirdPartyException.class)
          .until(() -> api.get("isrc/1").isFound() && api.get(moved).isFound());
    }
  }

  @Test
  void aKeyIsForTheHostOfTheBaseAlone() throws Exception {
    var keys = new CopyOnWriteArrayList<List<String>>();
    var elsewhere = "http://localhost:%d/there".formatted(party.port());
    party.then(
        exchange -> {
          keys.add(exchange.getRequestHeaders().getOrDefault("x-key", List.of()));
          TestParty.respond(exchange, 302, "", "location", elsewhere);
        });
    party.then(
        exchange -> {
          keys.add(exchange.getRequestHeaders().getOrDefault("x-key", List.of()));
          TestParty.respond(exchange, 200, "there");
        });
    try (var api =
        party.named("ratings").host("localhost").header("x-key", "secret").open(database)) {
      assertThat(api.get("isrc/1").text()).isEqualTo("there");
    }

    assertThat(keys).containsExactly(List.of("secret"), List.of());
  }

  @Test
  void aPostCarriesAKeyByWhichARepetitionIsKnown() throws Exception {
    try (var api = party.named("ratings").open(database)) {
      api.post("jobs", "application/json", Body.utf8("{}"), "key-1");
    }
    assertThat(party.calls().getFirst().header()).isEqualTo("key-1");
  }

  @Test
  void moreCallsThanAreAllowedAtOnceArePutOff() throws Exception {
    party.always(_ -> TestParty.fallSilent());
    var builder = party.named("ratings").concurrency(1).patience(Duration.ofMillis(50));
    try (var api = builder.open(database)) {
      var first =
          Thread.ofVirtual()
              .start(
                  () ->
                      assertThatThrownBy(() -> api.get("a"))
                          .isInstanceOf(InterruptedException.class));
      await().until(() -> party.calls().size() == 1);
      assertThatThrownBy(() -> api.get("b")).isInstanceOf(Snooze.class);
      first.interrupt();
      first.join();
    }
  }

  @Test
  void aRateIsKeptAndWhatWouldWaitLongIsASnooze() throws Exception {
    var builder = party.named("ratings").rate(new Rate(2, Duration.ofSeconds(1)));
    try (var api = builder.patience(Duration.ofMillis(700)).open(database)) {
      for (var call = 0; call < 4; call++) {
        api.get("isrc/" + call);
      }
      var others = new ArrayList<Thread>();
      var snoozed = new AtomicInteger();
      for (var call = 0; call < 3; call++) {
        var path = "more/" + call;
        others.add(
            Thread.ofVirtual()
                .start(
                    () -> {
                      if (catchThrowableOfType(Snooze.class, () -> api.get(path)) != null) {
                        snoozed.incrementAndGet();
                      }
                    }));
      }
      for (var other : others) {
        other.join();
      }
      assertThat(snoozed).hasPositiveValue();
    }
    assertThat(mostWithin(party.calls(), Duration.ofSeconds(1))).isLessThanOrEqualTo(2);
  }

  @Test
  void aSlotOfWhichTheDatabaseTookLongToTellTheTimeIsLost() throws Exception {
    database.write(
        transaction -> {
          transaction.execute("drop view clock");
          return transaction.execute(
              """
              create view clock as
                with recursive counted(number) as
                  (select 1 union all select number + 1 from counted where number < 300000)
                select cast(unixepoch('subsec') * 1000000 as integer) + 0 * max(number) as micros
                from counted
              """);
        });
    var slots = new Slots(database, "ratings", new Rate(1, Duration.ofMillis(100)));

    assertThatThrownBy(() -> slots.await(Duration.ofSeconds(2)))
        .isInstanceOf(Snooze.class)
        .hasMessageContaining("were missed");
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

  @Test
  void aRateIsReadOrRefused() {
    assertThat(Rate.parse("50/s")).isEqualTo(Rate.perSecond(50));
    assertThat(Rate.parse("300/h")).isEqualTo(new Rate(300, Duration.ofHours(1)));
    assertThatThrownBy(() -> Rate.parse("fast"))
        .hasMessageContaining("such as 50/s, got: \"fast\"");
    assertThatThrownBy(() -> ThirdParty.named("ratings", URI.create("ftp://x/")))
        .hasMessageContaining("https://api.example/v1/");
  }

  @Test
  void aUserInItsBaseIsRefusedAndNotShown() {
    assertThatThrownBy(
            () -> ThirdParty.named("ratings", URI.create("https://me:secret@x.example/")))
        .hasMessageContaining("without a user")
        .hasMessageNotContaining("secret");
    assertThat(Line.place(URI.create("https://me:secret@x.example:81/isrc/1?key=hidden")))
        .isEqualTo("https://x.example:81/isrc/1");
  }

  /// The most calls in any stretch of time of this length.
  static int mostWithin(List<TestParty.Call> calls, Duration length) {
    var times = calls.stream().mapToLong(TestParty.Call::at).sorted().toArray();
    var most = 0;
    for (int first = 0, last = 0; last < times.length; last++) {
      while (times[last] - times[first] >= length.toNanos()) {
        first++;
      }
      most = Math.max(most, last - first + 1);
    }
    return most;
  }
}
