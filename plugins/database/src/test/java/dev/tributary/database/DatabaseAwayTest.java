package dev.tributary.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.tributary.Application;
import dev.tributary.ApplicationStatus;
import dev.tributary.ApplicationStatus.State;
import dev.tributary.Binding;
import dev.tributary.Body;
import dev.tributary.DeadLetter;
import dev.tributary.Message;
import dev.tributary.Runner;
import dev.tributary.UnavailableException;
import dev.tributary.spi.Producer.Listeners;
import dev.tributary.testing.MemoryBroker;
import dev.tributary.testing.MemoryTransport;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/// That a database which is away is no message's fault: whoever depends on it waits for it.
@Timeout(120)
class DatabaseAwayTest {
  private static final String DEAD = "dead";

  @TempDir Path folder;

  @Test
  void whileTheServerIsAwayAnApplicationWaitsAndNothingIsADeadLetter() throws Exception {
    var transport = MemoryTransport.connect(new MemoryBroker());
    transport.declare(DEAD, List.of(new Binding(DeadLetter.EXCHANGE, "#")));
    var server = server(0);
    try (var database = open(server)) {
      try (var runner = Runner.start(transport, List.of(keep(database)))) {
        send(transport, 0, 20);
        await().until(() -> notes(database) == 20);

        server.close();
        send(transport, 20, 40);

        await()
            .untilAsserted(
                () ->
                    assertThat(runner.statuses())
                        .extracting(ApplicationStatus::state)
                        .containsExactly(State.UNAVAILABLE));
        assertThat(runner.statuses().getFirst().reason().orElseThrow())
            .contains("the database schema notes of jdbc:postgresql://", " is away: ");
        server = server(server.getPort());

        await()
            .atMost(Duration.ofSeconds(60))
            .ignoreException(UnavailableException.class)
            .until(() -> notes(database) == 40);
        await().until(() -> transport.depth("keep") == 0);
        assertThat(transport.depth(DEAD)).isZero();
        assertThat(runner.statuses())
            .extracting(ApplicationStatus::state)
            .containsExactly(State.RUNNING);
      }
    } finally {
      server.close();
      transport.close();
    }
  }

  @Test
  void aReadThatTheServerBreaksOffSaysThatItIsAway() throws Exception {
    var server = server(0);
    try (var database = open(server);
        var callers = Executors.newVirtualThreadPerTaskExecutor()) {
      var begun = new CountDownLatch(1);
      var reading =
          callers.submit(
              () ->
                  database.read(
                      handle -> {
                        begun.countDown();
                        return handle.createQuery("select pg_sleep(60)").mapToMap().list();
                      }));
      begun.await();
      server.close();

      assertThatThrownBy(reading::get)
          .cause()
          .isInstanceOf(UnavailableException.class)
          .hasMessageContaining(" is away: ");
    } finally {
      server.close();
    }
  }

  @Test
  void aFullFileIsAwayForAllWhoseWorkItWasAndBackWhenThereIsRoom() throws Exception {
    try (var database = TestStorage.SQLITE.open(folder, "notes", Notes.SCHEMA)) {
      assertThatExceptionOfType(UnavailableException.class)
          .isThrownBy(() -> database.write(DatabaseAwayTest::fill))
          .withMessageStartingWith(
              "the database %s is away: [SQLITE_FULL]".formatted(folder.resolve("notes.db")));

      database.write(transaction -> Notes.add(transaction, "after"));
      assertThat(database.read(Notes::all)).containsExactly("after");
    }
  }

  private static int fill(Handle transaction) {
    transaction.execute("pragma max_page_count = 1");
    return Notes.add(transaction, "x".repeat(1 << 20));
  }

  @ParameterizedTest
  @EnumSource(TestStorage.class)
  void aBugIsNot(TestStorage storage) throws Exception {
    try (var database = storage.open(folder, "notes", Notes.SCHEMA)) {
      assertThatThrownBy(() -> database.write(transaction -> transaction.execute("no statement")))
          .isNotInstanceOf(UnavailableException.class);
      assertThatThrownBy(() -> database.read(handle -> handle.execute("no statement")))
          .isNotInstanceOf(UnavailableException.class);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "08001, true", "08006, true", "57P01, true", "57P03, true", "53100, true", "53300, true",
    "28P01, true", "3D000, true", "55P03, true", "23505, false", "42601, false", "40001, false",
    "57014, false", "25P02, false",
  })
  void theStateThatAServerNamesSaysWhetherItIsAway(String state, boolean away) {
    var server = schema("jdbc:postgresql://127.0.0.1:1/postgres");

    assertThat(server.isAway(new IllegalStateException(new SQLException("told to", state))))
        .isEqualTo(away);
  }

  @ParameterizedTest
  @CsvSource({
    "SQLITE_BUSY, true", "SQLITE_BUSY_SNAPSHOT, true", "SQLITE_FULL, true",
    "SQLITE_IOERR_FSYNC, true", "SQLITE_CANTOPEN, true", "SQLITE_CONSTRAINT_UNIQUE, false",
    "SQLITE_ERROR, false", "SQLITE_READONLY, false",
  })
  void soDoesTheCodeOfAFile(SQLiteErrorCode code, boolean away) {
    var file = new SqliteFile(folder.resolve("notes.db"));

    assertThat(file.isAway(new IllegalStateException(new SQLiteException("told to", code))))
        .isEqualTo(away);
  }

  @Test
  void aPoolThatHasNoConnectionSaysSoToo() {
    var file = new SqliteFile(folder.resolve("notes.db"));

    assertThat(file.isAway(new SQLTransientConnectionException("timed out"))).isTrue();
  }

  private static Application keep(Database database) {
    var effects = new Effects(database);
    return Application.named("keep")
        .consumes("in", "#")
        .callback(
            effects.once(
                "keep",
                (transaction, message) -> {
                  Notes.add(transaction, message.body().utf8());
                  return List.of();
                }))
        .build();
  }

  private static void send(MemoryTransport transport, int from, int until)
      throws InterruptedException {
    try (var producer = transport.producer()) {
      var messages =
          IntStream.range(from, until)
              .mapToObj(
                  number ->
                      Message.of(
                          "m" + number, "new.note", Body.utf8("note " + number), Instant.now()))
              .toList();
      producer.send("in", new ArrayList<>(messages), Listeners.REQUIRED);
    }
  }

  private static int notes(Database database) throws InterruptedException {
    return database.read(Notes::all).size();
  }

  private Database open(EmbeddedPostgres server) {
    var url = "jdbc:postgresql://127.0.0.1:%d/postgres".formatted(server.getPort());
    return Database.open(schema(url), Database.READERS, Notes.SCHEMA, Effects.SCHEMA);
  }

  private static PostgresSchema schema(String url) {
    return PostgresSchema.of(url, Optional.of(TestServer.USER), Optional.empty(), "notes");
  }

  /// A server of this test's own, which has what it had when it was stopped.
  ///
  /// @param port 0 for a free one
  private EmbeddedPostgres server(int port) throws IOException {
    return EmbeddedPostgres.builder()
        .setLocaleConfig("locale", "C")
        .setDataDirectory(folder.resolve("server"))
        .setCleanDataDirectory(false)
        .setPort(port)
        .start();
  }
}
