package dev.tributary.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.Settings;
import dev.tributary.Settings.Source;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What holds for databases on a server, which several processes use at the same time.
@Timeout(60)
class PostgresSchemaTest {
  private static final Schema COUNTER =
      Schema.of("counter", "create table taken (number bigint not null primary key)");

  @TempDir Path folder;
  private Database database;

  @BeforeEach
  void open() {
    database = TestStorage.POSTGRESQL.open(folder, "notes", Notes.SCHEMA, COUNTER);
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void worksOfSeveralProcessesRunOneAfterTheOther() throws Exception {
    var numbers = new ArrayList<Future<Long>>();
    try (var other = TestStorage.POSTGRESQL.open(folder, "notes", Notes.SCHEMA, COUNTER);
        var third = TestStorage.POSTGRESQL.open(folder, "notes", Notes.SCHEMA, COUNTER);
        var callers = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var round = 0; round < 200; round++) {
        for (var process : List.of(database, other, third)) {
          numbers.add(callers.submit(() -> process.write(PostgresSchemaTest::next)));
        }
      }
    }

    var taken = new ArrayList<Long>();
    for (var number : numbers) {
      taken.add(number.get());
    }
    assertThat(taken).doesNotHaveDuplicates().hasSize(600).contains(1L, 600L);
  }

  @Test
  void aDatabaseDoesNotWaitForOthersOnTheServer() throws Exception {
    var writing = new CountDownLatch(1);
    var mayEnd = new CountDownLatch(1);
    try (var ledger = TestStorage.POSTGRESQL.open(folder, "ledger", Notes.SCHEMA);
        var callers = Executors.newVirtualThreadPerTaskExecutor()) {
      var slow =
          callers.submit(
              () ->
                  database.<Integer, InterruptedException>write(
                      transaction -> {
                        writing.countDown();
                        mayEnd.await();
                        return Notes.add(transaction, "slow");
                      }));
      writing.await();

      ledger.write(transaction -> Notes.add(transaction, "fast"));

      assertThat(slow).isNotDone();
      mayEnd.countDown();
      slow.get();
      assertThat(ledger.read(Notes::all)).containsExactly("fast");
    }
    assertThat(database.read(Notes::all)).containsExactly("slow");
  }

  @Test
  void aConnectionThatWasLostBetweenTwoWorksIsReplacedUnnoticed() throws Exception {
    database.write(transaction -> Notes.add(transaction, "before"));

    endConnections("notes");

    database.write(transaction -> Notes.add(transaction, "after"));
    assertThat(database.read(Notes::all)).containsExactly("after", "before");
  }

  @Test
  void aConnectionThatIsLostAmidAWorkFailsItAndTheNextIsDone() throws Exception {
    assertThatThrownBy(
            () ->
                database.<Integer, SQLException>write(
                    transaction -> {
                      Notes.add(transaction, "lost");
                      endConnections("notes");
                      return Notes.add(transaction, "lost too");
                    }))
        .hasMessageContaining("terminating connection");

    database.write(transaction -> Notes.add(transaction, "after"));
    assertThat(database.read(Notes::all)).containsExactly("after");
  }

  @Test
  void ofACommitWithoutAnAnswerItIsNotSaidThatItWasUndone() throws Exception {
    var notes = TestStorage.POSTGRESQL.in(folder, "notes");
    var connections = new FaultyConnections(notes.writable());
    var source = connections.dataSource();
    try (var writer = new Writer(notes, source.getConnection(), source)) {
      writer.start();
      connections.failAfter("commit", new SQLException("connection reset", "08006"));

      assertThatExceptionOfType(DatabaseException.class)
          .isThrownBy(() -> writer.write(transaction -> Notes.add(transaction, "perhaps")))
          .withMessageContaining("it is not known whether this was written");
    }
    assertThat(database.read(Notes::all)).containsExactly("perhaps");
  }

  @Test
  void aWorkThatGoesOnAfterAFailedStatementFailsAlone() throws Exception {
    var begun = new CountDownLatch(1);
    var release = new CountDownLatch(1);
    try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
      var before =
          callers.submit(
              () ->
                  database.<Integer, InterruptedException>write(
                      transaction -> {
                        begun.countDown();
                        release.await();
                        return Notes.add(transaction, "before");
                      }));
      begun.await();
      var careless = callers.submit(() -> database.write(PostgresSchemaTest::carelessly));
      var after = callers.submit(() -> database.write(t -> Notes.add(t, "after")));
      release.countDown();

      assertThat(before.get()).isEqualTo(1);
      assertThat(after.get()).isEqualTo(1);
      assertThatThrownBy(careless::get)
          .isInstanceOf(ExecutionException.class)
          .cause()
          .isInstanceOf(DatabaseException.class)
          .hasMessageContaining("a statement of this work failed and it went on");
    }
    assertThat(database.read(Notes::all)).containsExactly("after", "before");
  }

  @Test
  void aScriptOfThisDialectStandsBesideTheCommonOnes() throws Exception {
    try (var dialects =
        TestStorage.POSTGRESQL.open(folder, "dialects", new Schema("dialects", 2))) {
      String type =
          dialects.read(
              handle ->
                  handle
                      .createQuery("select cast(pg_typeof(amount) as text) from amount")
                      .mapTo(String.class)
                      .one());
      assertThat(type).isEqualTo("numeric");
    }
    try (var dialects = TestStorage.SQLITE.open(folder, "dialects", new Schema("dialects", 2))) {
      int amount =
          dialects.read(
              handle -> handle.createQuery("select amount from amount").mapTo(Integer.class).one());
      assertThat(amount).isEqualTo(2);
    }
  }

  @Test
  void aNameOfSeveralWordsIsASchemaToo() throws Exception {
    try (var shop = TestStorage.POSTGRESQL.open(folder, "old-orders", Notes.SCHEMA)) {
      shop.write(transaction -> Notes.add(transaction, "kept"));
    }
    try (var reader = TestStorage.POSTGRESQL.read(folder, "old-orders", Notes.SCHEMA)) {
      assertThat(reader.read(Notes::all)).containsExactly("kept");
    }
  }

  @Test
  void aPasswordInTheUrlIsRefusedWithoutBeingTold() {
    assertThatExceptionOfType(DatabaseException.class)
        .isThrownBy(() -> open("jdbc:postgresql://127.0.0.1/shop?user=me&password=hush"))
        .withMessageContaining("database.password.file")
        .withMessageNotContaining("hush");
    assertThatExceptionOfType(DatabaseException.class)
        .isThrownBy(() -> open("postgres://me:hush@127.0.0.1/shop"))
        .withMessageContaining("like jdbc:postgresql://db.example.org/tributary")
        .withMessageNotContaining("hush");
  }

  @Test
  void aServerThatIsNotThereIsNamed() {
    assertThatExceptionOfType(DatabaseException.class)
        .isThrownBy(() -> open("jdbc:postgresql://127.0.0.1:1/shop?user=me"))
        .withMessage("cannot open the database schema orders of jdbc:postgresql://127.0.0.1:1/shop")
        .havingCause()
        .withMessageContaining("refused");
  }

  @Test
  void whereADatabaseIsDoesNotTellThePassword() {
    var settings = settings(Map.of("database.url", "jdbc:postgresql://127.0.0.1/shop?ssl=true"));
    var storage = Storage.of(settings, NoteDatabases.NOTES);

    assertThat(storage.place()).isEqualTo("schema notes of jdbc:postgresql://127.0.0.1/shop");
    assertThat(
            new PostgresSchema(
                "jdbc:postgresql://127.0.0.1/shop",
                Optional.of("me"),
                Optional.of(dev.tributary.Secret.of("hush")),
                "notes"))
        .asString()
        .doesNotContain("hush");
  }

  private static void open(String url) {
    DatabasePlugin.open(settings(Map.of("database.url", url)), "orders", Notes.SCHEMA).close();
  }

  private static Settings settings(Map<String, String> values) {
    return Settings.resolve(
        new DatabasePlugin().settings(), List.of(new Source("the test", values, false)));
  }

  /// Takes the next number, as only one who is alone may do it.
  private static long next(Handle transaction) {
    long number =
        transaction
            .createQuery("select coalesce(max(number), 0) + 1 from taken")
            .mapTo(Long.class)
            .one();
    transaction.execute("insert into taken (number) values (?)", number);
    return number;
  }

  private static int carelessly(Handle transaction) {
    Notes.add(transaction, "careless");
    try {
      return transaction.execute("no such statement");
    } catch (RuntimeException carelesslyDropped) {
      return carelesslyDropped.hashCode();
    }
  }

  /// What the server does with all connections of a database's when it is restarted.
  private void endConnections(String name) throws SQLException {
    var server = (PostgresSchema) TestStorage.POSTGRESQL.in(folder, name);
    try (var connection = server.writable().getConnection()) {
      Sql.execute(
          connection,
          "select pg_terminate_backend(pid, 5000) from pg_stat_activity where application_name = 'tributary %s' and pid <> pg_backend_pid()"
              .formatted(name));
    }
  }
}
