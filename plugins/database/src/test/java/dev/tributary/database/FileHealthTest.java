package dev.tributary.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.tributary.spi.HealthCheck;
import dev.tributary.spi.HealthCheck.Health;
import dev.tributary.spi.HealthCheck.Health.Healthy;
import dev.tributary.spi.HealthCheck.Health.Unhealthy;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class FileHealthTest {
  private static final int PAGE = 4_096;
  private static final Duration LONG_ENOUGH = Duration.ofSeconds(30);

  @TempDir Path folder;

  @Test
  void thereIsOneCheckForEachDatabaseThatIsThere() {
    assertThat(checks()).isEmpty();

    Database.open(file(), Notes.SCHEMA, Effects.SCHEMA).close();

    assertThat(checks()).extracting(HealthCheck::name).containsExactly("database notes");
  }

  @Test
  void aDatabaseIsHealthyWhileItIsWrittenTo() throws Exception {
    try (var database = Database.open(file(), Notes.SCHEMA, Effects.SCHEMA)) {
      database.write(transaction -> Notes.add(transaction, "hello"));

      assertThat(checks().getFirst().ask())
          .asInstanceOf(type(Healthy.class))
          .extracting(Healthy::detail)
          .asString()
          .matches(
              "SQLite 3\\.\\S+ at \\S+notes\\.db, \\d+ MiB, notes 1, effects 1; \\d+ MiB free");
    }
  }

  @Test
  void oneThatIsToBeMigratedIsNot() throws Exception {
    Database.open(file(), Notes.SCHEMA).close();

    assertThat(checks().getFirst().ask())
        .isEqualTo(
            new Unhealthy(
                "the database %s has version 0 of schema effects, expected 1".formatted(file()),
                "run: tributary db migrate notes"));
  }

  @Test
  void oneOfANewerProgramIsNot() throws Exception {
    Database.open(file(), Schema.of("notes", "create table note (text)", "select 1")).close();

    assertThat(checks().getFirst().ask())
        .asInstanceOf(type(Unhealthy.class))
        .extracting(Unhealthy::reason)
        .asString()
        .contains("has version 2 of schema notes, this program knows up to 1");
  }

  @Test
  void aDamagedOneIsNot() throws Exception {
    fill();
    overwrite(5);

    assertThat(checks().getFirst().ask())
        .asInstanceOf(type(Unhealthy.class))
        .extracting(Unhealthy::reason, Unhealthy::fix)
        .satisfiesExactly(
            reason -> assertThat(reason).asString().contains(file() + " is damaged"),
            fix -> assertThat(fix).asString().contains("restore it from a backup"));
  }

  @Test
  void oneThatCannotBeReadIsNot() throws Exception {
    fill();
    overwrite(0);

    assertThat(checks().getFirst().ask())
        .asInstanceOf(type(Unhealthy.class))
        .extracting(Unhealthy::reason)
        .asString()
        .contains("cannot be read", "not a database");
  }

  @Test
  void theInspectionOfALargeOneEndsWhenItsTimeIsUp() throws Exception {
    fill();

    assertThat(health(Duration.ZERO, 0))
        .asInstanceOf(type(Healthy.class))
        .extracting(Healthy::detail)
        .asString()
        .contains("inspected in part");
    assertThat(health(LONG_ENOUGH, 0))
        .asInstanceOf(type(Healthy.class))
        .extracting(Healthy::detail)
        .asString()
        .doesNotContain("in part");
  }

  @Test
  void oneWithoutRoomToGrowIsNot() throws Exception {
    fill();

    assertThat(health(LONG_ENOUGH, Long.MAX_VALUE))
        .asInstanceOf(type(Unhealthy.class))
        .extracting(Unhealthy::reason)
        .asString()
        .contains("the disk of the database " + file(), "MiB free, expected");
  }

  private List<HealthCheck> checks() {
    return DatabaseHealth.checks(TestStorage.SQLITE.settings(folder), KnownDatabases.find());
  }

  private Health health(Duration inspection, long room) throws IOException {
    return new FileHealth(NoteDatabases.NOTES, file(), inspection, room).ask();
  }

  private void fill() throws Exception {
    try (var database = Database.open(file(), Notes.SCHEMA, Effects.SCHEMA)) {
      database.write(
          transaction ->
              transaction.execute(
                  """
                  with recursive number (n) as (select 1 union all select n + 1 from number where n < 100000)
                  insert into note (text) select 'note number ' || n from number
                  """));
    }
    assertThat(Files.size(file())).isGreaterThan(20L * PAGE);
  }

  private void overwrite(int page) throws IOException {
    try (var raw = new RandomAccessFile(file().toFile(), "rw")) {
      raw.seek((long) page * PAGE);
      raw.write(new byte[PAGE]);
    }
  }

  private Path file() {
    return folder.resolve("notes.db");
  }
}
