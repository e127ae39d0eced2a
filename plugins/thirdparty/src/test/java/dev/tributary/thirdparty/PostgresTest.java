package dev.tributary.thirdparty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.Body;
import dev.tributary.Message;
import dev.tributary.Settings;
import dev.tributary.Settings.Source;
import dev.tributary.database.Database;
import dev.tributary.database.DatabasePlugin;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// On a PostgreSQL server, what is written in SQL here does what it does on SQLite.
@Timeout(120)
final class PostgresTest {
  @Test
  void slotsAnswersAndStepsAreKeptOnAServerToo() throws Exception {
    try (var server = EmbeddedPostgres.builder().setLocaleConfig("locale", "C").start();
        var party = TestParty.start();
        var database = open(server);
        var another = open(server)) {
      var rate = new Rate(5, Duration.ofSeconds(1));
      try (var one = party.named("ratings").rate(rate).open(database);
          var other = party.named("ratings").rate(rate).open(another)) {
        for (var call = 0; call < 8; call++) {
          (call % 2 == 0 ? one : other).get("isrc/" + call);
        }
        other.get("isrc/0");
      }
      assertThat(party.calls()).hasSize(8);
      assertThat(RateTest.mostWithin(party.calls(), Duration.ofSeconds(1))).isLessThanOrEqualTo(5);

      var message = Message.of("made.recording", Body.utf8("a song"));
      assertThat(new Steps(database, "app").of(message).step("pay", _ -> "once")).isEqualTo("once");
      assertThat(new Steps(another, "app").of(message).step("pay", _ -> "twice")).isEqualTo("once");
      new Steps(database, "app").of(message).forget("pay");
      assertThat(new Steps(another, "app").of(message).step("pay", _ -> "anew")).isEqualTo("anew");
    }
  }

  private static Database open(EmbeddedPostgres server) {
    var values =
        Map.of(
            "database.url",
            "jdbc:postgresql://127.0.0.1:%d/postgres".formatted(server.getPort()),
            "database.user",
            "postgres");
    var settings =
        Settings.resolve(
            new DatabasePlugin().settings(), List.of(new Source("the test", values, false)));
    return DatabasePlugin.open(settings, "third-parties", ThirdParty.SCHEMA);
  }
}
