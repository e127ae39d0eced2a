package dev.tributary.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
@ParameterizedClass
@EnumSource(TestStorage.class)
class SchemaTest {
  private static final String FIRST = "create table thing (name text not null)";
  private static final String SECOND = "alter table thing add column colour text";
  private static final Schema ONE = Schema.of("things", FIRST);
  private static final Schema TWO = Schema.of("things", FIRST, SECOND);

  @Parameter TestStorage storage;
  @TempDir Path folder;

  @Test
  void migrationsMayStandInTheCode() throws Exception {
    try (var database = storage.open(folder, "things", ONE)) {
      database.write(handle -> handle.execute("insert into thing (name) values ('lamp')"));
    }
    try (var database = storage.open(folder, "things", TWO)) {
      database.write(handle -> handle.execute("update thing set colour = 'red'"));

      List<String> things =
          database.read(
              handle ->
                  handle
                      .createQuery("select name || ' ' || colour from thing")
                      .mapTo(String.class)
                      .list());
      assertThat(things).containsExactly("lamp red");
    }
  }

  @Test
  void aMigrationThatFailsLeavesTheSchemaAsItWas() throws Exception {
    storage.open(folder, "things", ONE).close();
    var broken =
        Schema.of(
            "things", FIRST, SECOND, "insert into thing (name) values ('no'); create nonsense");

    assertThatExceptionOfType(DatabaseException.class)
        .isThrownBy(() -> storage.open(folder, "things", broken))
        .withMessageContaining("cannot migrate schema things to version 3; it is as it was before")
        .withMessageContaining("V3__things.sql")
        .withMessageMatching("(?s).*syntax error.*")
        .withMessageContaining("nonsense");

    try (var database = storage.open(folder, "things", ONE)) {
      assertThatThrownBy(() -> database.read(handle -> handle.execute("select colour from thing")))
          .hasMessageMatching("(?s).*(no such column: colour|column \"colour\" does not exist).*");
    }
  }

  @Test
  void aMigrationThatWasChangedAfterItHadBeenAppliedIsRefused() {
    storage.open(folder, "things", ONE).close();
    var changed = Schema.of("things", "create table thing (name text)", SECOND);

    assertThatExceptionOfType(DatabaseException.class)
        .isThrownBy(() -> storage.open(folder, "things", changed))
        .withMessage(
            "migration V1 (things) of schema things was changed after it had been applied; put it back as it was, and make the change a further migration");
  }

  @Test
  void aProgramThatLacksMigrationsSaysSo() {
    assertThatExceptionOfType(DatabaseException.class)
        .isThrownBy(() -> storage.open(folder, "things", new Schema("notes", 2)))
        .withMessage(
            "expected migrations of schema notes up to version 2 in db/notes on the class path, found up to 1; this program is not whole, install it anew");
  }

  @Test
  void severalSchemasLiveSideBySide() throws Exception {
    try (var database = storage.open(folder, "things", ONE, Notes.SCHEMA)) {
      database.write(handle -> Notes.add(handle, "hello"));
    }
    storage.open(folder, "things", TWO, Notes.SCHEMA, Effects.SCHEMA).close();
  }

  @RepeatedTest(5)
  void manyWhoOpenANewDatabaseAtTheSameTimeAllGetIt() throws Exception {
    var start = new CountDownLatch(1);
    var opened = new ArrayList<Future<Integer>>();
    try (var others = Executors.newFixedThreadPool(6)) {
      for (var number = 0; number < 6; number++) {
        opened.add(
            others.submit(
                () -> {
                  start.await();
                  try (var database =
                      storage.open(folder, "things", Notes.SCHEMA, Effects.SCHEMA)) {
                    return database.<Integer, RuntimeException>write(t -> Notes.add(t, "one"));
                  }
                }));
      }
      start.countDown();
    }
    for (var each : opened) {
      assertThat(each.get()).isEqualTo(1);
    }
  }

  @Test
  void migratingWaitsForTheTransactionOfAnother() throws Exception {
    storage.open(folder, "things", ONE).close();
    var other = things().writable().getConnection();
    things().beginWriting(other);
    Sql.execute(other, "insert into thing (name) values ('lamp')");
    try (var migrating = Executors.newSingleThreadExecutor();
        other) {
      var migrated = migrating.submit(() -> storage.open(folder, "things", TWO));
      assertThat(migrated).isNotDone();
      Sql.commit(other);
      migrated.get().close();
    }
    assertThat(version()).isEqualTo(2);
  }

  @Test
  void whenTheOtherDoesNotEndItInTimeNothingIsMigrated() throws Exception {
    storage.open(folder, "things", ONE).close();
    try (var other = things().writable().getConnection()) {
      things().beginWriting(other);
      Sql.execute(other, "insert into thing (name) values ('lamp')");
      try (var connection = impatient()) {
        assertThatExceptionOfType(DatabaseException.class)
            .isThrownBy(() -> TWO.migrate(things(), connection))
            .withMessageContaining("cannot migrate schema things to version 2; it is as it was")
            .withMessageMatching("(?s).*(locked|lock timeout).*");
      }
      Sql.commit(other);
    }
    assertThat(version()).isEqualTo(1);
  }

  @Test
  void aSchemaIsNamedByLettersAndHasAMigrationForEachVersion() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Schema.of("Things; drop", FIRST))
        .withMessage("expected a schema's name of lower-case letters, got: \"Things; drop\"");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Schema.of("things"))
        .withMessage("expected schema things to have version 1 or more, got: 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Schema("things", 3, List.of(FIRST, SECOND)))
        .withMessage("expected 3 migrations of schema things, one for each version, got: 2");
  }

  /// A connection that waits for others for some milliseconds only.
  private Connection impatient() throws SQLException {
    return switch (things()) {
      case SqliteFile(var file) -> Sqlite.writable(file, Duration.ofMillis(10)).getConnection();
      case PostgresSchema schema -> {
        var connection = schema.writable().getConnection();
        Sql.execute(connection, "set lock_timeout = '10ms'");
        yield connection;
      }
    };
  }

  private int version() throws SQLException {
    try (var connection = things().readable().getConnection()) {
      return SchemaHistory.read(things(), connection, ONE).version();
    }
  }

  private Storage things() {
    return storage.in(folder, "things");
  }
}
