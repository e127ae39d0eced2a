package dev.tributary.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
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

@Timeout(60)
class SchemaTest {
  private static final String FIRST = "create table thing (name text not null)";
  private static final String SECOND = "alter table thing add column colour text";
  private static final Schema ONE = Schema.of("things", FIRST);
  private static final Schema TWO = Schema.of("things", FIRST, SECOND);

  @TempDir Path folder;

  @Test
  void migrationsMayStandInTheCode() throws Exception {
    try (var database = Database.open(file(), ONE)) {
      database.write(handle -> handle.execute("insert into thing (name) values ('lamp')"));
    }
    try (var database = Database.open(file(), TWO)) {
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
    Database.open(file(), ONE).close();
    var broken =
        Schema.of(
            "things", FIRST, SECOND, "insert into thing (name) values ('no'); create nonsense");

    assertThatExceptionOfType(DatabaseException.class)
        .isThrownBy(() -> Database.open(file(), broken))
        .withMessageContaining("cannot migrate schema things to version 3; it is as it was before")
        .withMessageContaining("V3__things.sql")
        .withMessageContaining("near \"nonsense\": syntax error");

    try (var database = Database.open(file(), ONE)) {
      assertThatThrownBy(() -> database.read(handle -> handle.execute("select colour from thing")))
          .hasMessageContaining("no such column: colour");
    }
  }

  @Test
  void aMigrationThatWasChangedAfterItHadBeenAppliedIsRefused() {
    Database.open(file(), ONE).close();
    var changed = Schema.of("things", "create table thing (name text)", SECOND);

    assertThatExceptionOfType(DatabaseException.class)
        .isThrownBy(() -> Database.open(file(), changed))
        .withMessage(
            "migration V1 (things) of schema things was changed after it had been applied; put it back as it was, and make the change a further migration");
  }

  @Test
  void aProgramThatLacksMigrationsSaysSo() {
    assertThatExceptionOfType(DatabaseException.class)
        .isThrownBy(() -> Database.open(file(), new Schema("notes", 2)))
        .withMessage(
            "expected migrations of schema notes up to version 2 in db/notes on the class path, found up to 1; this program is not whole, install it anew");
  }

  @Test
  void severalSchemasLiveSideBySide() throws Exception {
    try (var database = Database.open(file(), ONE, Notes.SCHEMA)) {
      database.write(handle -> Notes.add(handle, "hello"));
    }
    Database.open(file(), TWO, Notes.SCHEMA, Effects.SCHEMA).close();
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
                  try (var database = Database.open(file(), Notes.SCHEMA, Effects.SCHEMA)) {
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
    Database.open(file(), ONE).close();
    var other = Sqlite.writable(file()).getConnection();
    Sqlite.beginWriting(other);
    Sqlite.execute(other, "insert into thing (name) values ('lamp')");
    try (var migrating = Executors.newSingleThreadExecutor();
        other) {
      var migrated = migrating.submit(() -> Database.open(file(), TWO));
      assertThat(migrated).isNotDone();
      Sqlite.commit(other);
      migrated.get().close();
    }
    assertThat(version()).isEqualTo(2);
  }

  @Test
  void whenTheOtherDoesNotEndItInTimeNothingIsMigrated() throws Exception {
    Database.open(file(), ONE).close();
    try (var other = Sqlite.writable(file()).getConnection()) {
      Sqlite.beginWriting(other);
      Sqlite.execute(other, "insert into thing (name) values ('lamp')");
      var impatient = Sqlite.writable(file(), Duration.ofMillis(10));
      try (var connection = impatient.getConnection()) {
        assertThatExceptionOfType(DatabaseException.class)
            .isThrownBy(() -> TWO.migrate(connection))
            .withMessageContaining("cannot migrate schema things to version 2; it is as it was")
            .withMessageContaining("locked");
      }
      Sqlite.commit(other);
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

  private int version() throws SQLException {
    try (var connection = Sqlite.readOnly(file()).getConnection()) {
      return SchemaHistory.read(connection, ONE).version();
    }
  }

  private Path file() {
    return folder.resolve("things.db");
  }
}
