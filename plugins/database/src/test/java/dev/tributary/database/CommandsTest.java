package dev.tributary.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tributary.spi.Command;
import dev.tributary.spi.Command.Invocation;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// `tributary db status` and `tributary db migrate`.
@Timeout(60)
@ParameterizedClass
@EnumSource(TestStorage.class)
class CommandsTest {
  private static final String FIRST = "create table thing (name text not null)";
  private static final String SECOND = "alter table thing add column colour text";
  private static final Schema ONE = Schema.of("things", FIRST);
  private static final Schema TWO = Schema.of("things", FIRST, SECOND);
  private static final Schema BROKEN = Schema.of("things", FIRST, "create nonsense");
  private static final String FIRST_APPLIED = "2026-01-31 12:00:00.000";

  @Parameter TestStorage storage;
  @TempDir Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter messages = new StringWriter();

  @Test
  void statusShowsEveryDatabaseOfTheModulesOnTheClassPath() throws Exception {
    storage.open(folder, "notes", Notes.SCHEMA).close();
    applied("notes", "notes");

    var status = command("status").action().run(invocation(Map.of()));

    assertThat(status).isZero();
    // The archive is in another file than its name says.
    var archive =
        storage == TestStorage.SQLITE
            ? folder.resolve("old-notes.db").toString()
            : place("archive");
    assertThat(out.toString().lines().map(line -> line.replaceAll(" {2,}", " | ")))
        .containsExactly(
            "DATABASE | PLACE | SCHEMA | VERSION | APPLIED AT | PENDING | NOTE",
            "archive | %s | - | - | - | - | not there yet".formatted(archive),
            "notes | %s | notes | 1 | 2026-01-31T12:00:00Z | -".formatted(place("notes")),
            "notes | %s | effects | - | - | V1 effect".formatted(place("notes")));
  }

  @Test
  void statusOfOneDatabaseAsJson() throws Exception {
    storage.open(folder, "things", ONE).close();
    applied("things", "things");

    var status = status(TWO, Map.of("json", ""), "things");

    assertThat(status).isZero();
    var place =
        switch (storage.in(folder, "things")) {
          case SqliteFile(var file) -> "\"file\":\"%s\"".formatted(file);
          case PostgresSchema schema -> "\"url\":\"%s\"".formatted(schema.address());
        };
    assertThat(out.toString().replace(place, "PLACE"))
        .isEqualToIgnoringNewLines(
            """
            {"databases":[{"name":"things",PLACE,"there":true,"schemas":[\
            {"name":"things","version":1,"known":2,"appliedAt":"2026-01-31T12:00:00Z",\
            "pending":[{"version":2,"description":"things"}]}]}]}""");
  }

  @Test
  void statusChangesNothing() throws Exception {
    status(ONE, Map.of());

    assertThat(out.toString()).contains("not there yet");
    assertThat(storage.in(folder, "things").exists()).isFalse();
  }

  @Test
  void statusSaysThatADatabaseIsOfANewerProgram() throws Exception {
    storage.open(folder, "things", TWO).close();

    assertThat(status(ONE, Map.of())).isZero();

    assertThat(out.toString())
        .contains(
            "the database has version 2 of schema things, this program knows up to 1: use the newer program that wrote it");
  }

  @Test
  void statusSaysThatAMigrationWasChanged() throws Exception {
    storage.open(folder, "things", ONE).close();

    status(ONE, Map.of());
    assertThat(out.toString()).doesNotContain("was changed");

    status(Schema.of("things", "create table other (name text)"), Map.of());
    assertThat(out.toString())
        .contains("migration V1 (things) of schema things was changed after it had been applied");
  }

  @Test
  void statusSaysWhatCannotBeRead() throws Exception {
    makeUnreadable();

    assertThat(status(ONE, Map.of())).isZero();

    assertThat(out.toString()).contains("cannot be read", whyUnreadable());
  }

  @Test
  void anUnknownNameIsAskedBack() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> command("status").action().run(invocation(Map.of(), "nots")))
        .withMessage(
            "expected the name of a database, one of [archive, notes], got: \"nots\", did you mean notes?");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> command("migrate").action().run(invocation(Map.of(), "catalogue")))
        .withMessage(
            "expected the name of a database, one of [archive, notes], got: \"catalogue\"");
  }

  @Test
  void migrateAppliesWhatIsPendingAndThenNothing() throws Exception {
    storage.open(folder, "things", ONE).close();

    assertThat(migrate(TWO)).isZero();
    assertThat(migrate(TWO)).isZero();

    assertThat(out.toString().lines())
        .containsExactly(
            "things: schema things is now at version 2; applied V2 things",
            "things: schema things has version 2 already");
    assertThat(version()).isEqualTo(2);
  }

  @Test
  void migrateMakesNoDatabase() throws Exception {
    assertThat(migrate(TWO)).isZero();

    assertThat(out.toString())
        .contains(place("things") + " is not there yet; whoever first opens it makes it");
    assertThat(storage.in(folder, "things").exists()).isFalse();
  }

  @Test
  void aMigrationThatFailsLeavesThePreviousStateAndSaysWhat() throws Exception {
    storage.open(folder, "things", ONE).close();

    assertThat(migrate(BROKEN)).isEqualTo(1);

    assertThat(messages.toString())
        .startsWith("things: cannot migrate schema things to version 2; it is as it was before: ")
        .contains("nonsense");
    assertThat(out.toString()).isEmpty();
    assertThat(version()).isEqualTo(1);
  }

  @Test
  void oneThatFailsStopsNoOther() throws Exception {
    storage.open(folder, "things", ONE).close();
    storage.open(folder, "zoo", ONE).close();
    var known =
        KnownDatabases.of(
            List.of(DatabaseDefinition.of("things", BROKEN), DatabaseDefinition.of("zoo", TWO)));

    assertThat(MigrateCommand.run(invocation(Map.of()), known)).isEqualTo(1);

    assertThat(messages.toString()).startsWith("things: cannot migrate");
    assertThat(out.toString()).startsWith("zoo: schema things is now at version 2");
  }

  @Test
  void migrateRefusesADatabaseOfANewerProgram() throws Exception {
    storage.open(folder, "things", TWO).close();

    assertThat(migrate(ONE)).isEqualTo(1);

    assertThat(messages.toString()).contains("this program knows up to 1: use the newer program");
    assertThat(version()).isEqualTo(2);
  }

  @Test
  void migrateRefusesAMigrationThatWasChanged() throws Exception {
    storage.open(folder, "things", ONE).close();

    assertThat(migrate(Schema.of("things", "create table other (name text)"))).isEqualTo(1);

    assertThat(messages.toString()).contains("was changed after it had been applied");
  }

  @Test
  void migrateRefusesWhatItCannotRead() throws Exception {
    makeUnreadable();

    assertThat(migrate(TWO)).isEqualTo(1);

    assertThat(messages.toString()).contains("things: cannot be read", whyUnreadable());
  }

  @Test
  void migrateLeavesThoseAloneWhoWriteMeanwhile() throws Exception {
    var running = storage.open(folder, "things", ONE);
    var writing = new CountDownLatch(20);
    var written = new ArrayList<Future<Integer>>();
    try (running;
        var writers = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var number = 0; number < 2_000; number++) {
        written.add(
            writers.submit(
                () -> {
                  int rows =
                      running.write(t -> t.execute("insert into thing (name) values ('lamp')"));
                  writing.countDown();
                  return rows;
                }));
      }
      writing.await();
      assertThat(migrate(TWO)).isZero();
    }

    for (var each : written) {
      assertThat(each.get()).isEqualTo(1);
    }
    assertThat(version()).isEqualTo(2);
  }

  /// The file is none of SQLite's; the database is gone from the server.
  private void makeUnreadable() throws Exception {
    switch (storage.in(folder, "things")) {
      case SqliteFile(var file) ->
          Files.writeString(
              file, "no database, but longer than a header of one has to be".repeat(100));
      case PostgresSchema _ -> TestServer.drop(folder);
    }
  }

  private String whyUnreadable() {
    return switch (storage) {
      case SQLITE -> "file is not a database";
      case POSTGRESQL -> "does not exist";
    };
  }

  private int status(Schema schema, Map<String, String> options, String... arguments) {
    return StatusCommand.run(invocation(options, arguments), known(schema));
  }

  private int migrate(Schema schema) {
    return MigrateCommand.run(invocation(Map.of()), known(schema));
  }

  private static KnownDatabases known(Schema schema) {
    return KnownDatabases.of(List.of(DatabaseDefinition.of("things", schema)));
  }

  private static Command command(String name) {
    return new DatabasePlugin()
        .commands().getFirst().commands().stream()
            .filter(command -> command.name().equals(name))
            .findFirst()
            .orElseThrow();
  }

  private Invocation invocation(Map<String, String> options, String... arguments) {
    return new Invocation(
        storage.settings(folder),
        options,
        List.of(arguments),
        new PrintWriter(out, true),
        new PrintWriter(messages, true));
  }

  private void applied(String database, String schema) throws SQLException {
    try (var connection = storage.in(folder, database).writable().getConnection()) {
      Sql.execute(
          connection,
          "update %s_schema_history set installed_on = '%s'".formatted(schema, FIRST_APPLIED));
    }
  }

  private int version() throws SQLException {
    var things = storage.in(folder, "things");
    try (var connection = things.readable().getConnection()) {
      return SchemaHistory.read(things, connection, ONE).version();
    }
  }

  private String place(String database) {
    return storage.in(folder, database).place();
  }
}
