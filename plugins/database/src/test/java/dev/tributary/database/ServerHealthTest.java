package dev.tributary.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.tributary.Settings;
import dev.tributary.Settings.Source;
import dev.tributary.spi.HealthCheck;
import dev.tributary.spi.HealthCheck.Health;
import dev.tributary.spi.HealthCheck.Health.Healthy;
import dev.tributary.spi.HealthCheck.Health.Unhealthy;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ServerHealthTest {
  @TempDir Path folder;

  @Test
  void aDatabaseIsHealthyWhileItIsWrittenTo() throws Exception {
    try (var database =
        TestStorage.POSTGRESQL.open(folder, "notes", Notes.SCHEMA, Effects.SCHEMA)) {
      database.write(transaction -> Notes.add(transaction, "hello"));

      assertThat(ask())
          .asInstanceOf(type(Healthy.class))
          .extracting(Healthy::detail)
          .asString()
          .matches(
              "PostgreSQL \\d+\\.\\S+, schema notes of jdbc:\\S+, \\d+ MiB, notes 1, effects 1");
    }
  }

  @Test
  void oneThatIsNotThereYetIsNoReasonToWorry() throws Exception {
    assertThat(ask())
        .asInstanceOf(type(Healthy.class))
        .extracting(Healthy::detail)
        .asString()
        .contains("is not there yet");
  }

  @Test
  void oneThatIsToBeMigratedIsNotHealthy() throws Exception {
    TestStorage.POSTGRESQL.open(folder, "notes", Notes.SCHEMA).close();

    assertThat(ask())
        .isEqualTo(
            new Unhealthy(
                "the database %s has version 0 of schema effects, expected 1"
                    .formatted(TestStorage.POSTGRESQL.in(folder, "notes").place()),
                "run: tributary db migrate notes"));
  }

  @Test
  void oneWhoseServerDoesNotAnswerIsNot() throws Exception {
    var nowhere = Map.of("database.url", "jdbc:postgresql://127.0.0.1:1/shop");

    assertThat(
            notes(
                    Settings.resolve(
                        new DatabasePlugin().settings(),
                        List.of(new Source("the test", nowhere, false))))
                .ask())
        .asInstanceOf(type(Unhealthy.class))
        .extracting(Unhealthy::reason, Unhealthy::fix)
        .satisfiesExactly(
            reason -> assertThat(reason).asString().contains("cannot be read", "refused"),
            fix -> assertThat(fix).asString().contains("see that the server runs"));
  }

  private Health ask() throws Exception {
    return notes(TestStorage.POSTGRESQL.settings(folder)).ask();
  }

  private static HealthCheck notes(Settings settings) {
    return DatabaseHealth.checks(settings, KnownDatabases.find()).stream()
        .filter(check -> check.name().equals("database notes"))
        .findFirst()
        .orElseThrow();
  }
}
