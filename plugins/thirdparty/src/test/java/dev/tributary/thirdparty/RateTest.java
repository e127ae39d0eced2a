package dev.tributary.thirdparty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.tributary.Snooze;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// How many calls there are at once, and in a stretch of time.
final class RateTest extends PartyScene {
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
  void aRateIsReadOrRefused() {
    assertThat(Rate.parse("50/s")).isEqualTo(Rate.perSecond(50));
    assertThat(Rate.parse("300/h")).isEqualTo(new Rate(300, Duration.ofHours(1)));
    assertThatThrownBy(() -> Rate.parse("fast"))
        .hasMessageContaining("such as 50/s, got: \"fast\"");
    assertThatThrownBy(() -> ThirdParty.named("ratings", URI.create("ftp://x/")))
        .hasMessageContaining("https://api.example/v1/");
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
