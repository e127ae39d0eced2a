package dev.tributary.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.tributary.spi.Measurement;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
@ParameterizedClass
@EnumSource(TestStorage.class)
class DatabaseTest {
  @Parameter TestStorage storage;
  @TempDir Path folder;
  private Database database;

  @BeforeEach
  void open() {
    database = storage.open(folder, "notes", Notes.SCHEMA);
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void whatIsWrittenIsReadAfterwardsHereAndByOthers() throws Exception {
    database.write(transaction -> Notes.add(transaction, "hello"));

    assertThat(database.read(Notes::all)).containsExactly("hello");
    try (var reader = storage.read(folder, "notes", Notes.SCHEMA)) {
      assertThat(reader.read(Notes::all)).containsExactly("hello");
    }
  }

  @Test
  void howBusyItIsCanBeMeasuredWhileItIsOpen() throws Exception {
    var reading = new CountDownLatch(1);
    var read = new CountDownLatch(1);
    try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
      var reader =
          callers.submit(
              () ->
                  database.<Boolean, InterruptedException>read(
                      _ -> {
                        reading.countDown();
                        read.await();
                        return true;
                      }));
      reading.await();

      assertThat(measured("database_readers_busy")).containsExactly(1.0);
      assertThat(measured("database_connections")).containsExactly(1.0);
      assertThat(measured("database_writes_waiting")).containsExactly(0.0);
      read.countDown();
      assertThat(reader.get()).isTrue();
    }

    database.close();
    assertThat(measured("database_readers")).isEmpty();
  }

  /// Of the one that is open here.
  private List<Double> measured(String name) {
    return new DatabasePlugin()
        .measurements().stream()
            .filter(measurement -> measurement.name().equals(name))
            .map(Measurement::value)
            .toList();
  }

  @Test
  void aWorkThatThrowsIsUndoneAloneAndItsCallerGetsTheException() throws Exception {
    var blocked = blockTheWriter();
    try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
      var good = callers.submit(() -> database.write(h -> Notes.add(h, "good")));
      var bad =
          callers.submit(
              () ->
                  database.<Integer, IOException>write(
                      transaction -> {
                        Notes.add(transaction, "bad");
                        throw new IOException("no");
                      }));
      var alsoGood = callers.submit(() -> database.write(h -> Notes.add(h, "also good")));
      blocked.countDown();

      assertThat(good.get()).isEqualTo(1);
      assertThat(alsoGood.get()).isEqualTo(1);
      assertThatThrownBy(bad::get).cause().isInstanceOf(IOException.class).hasMessage("no");
    }
    assertThat(database.read(Notes::all)).containsExactly("also good", "good");
  }

  @Test
  void nothingIsSeenBeforeItIsCommitted() throws Exception {
    var written = new CountDownLatch(1);
    var mayCommit = new CountDownLatch(1);
    try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
      var writing =
          callers.submit(
              () ->
                  database.<Integer, InterruptedException>write(
                      transaction -> {
                        int count = Notes.add(transaction, "slow");
                        written.countDown();
                        mayCommit.await();
                        return count;
                      }));
      written.await();

      assertThat(database.read(Notes::all)).isEmpty();
      mayCommit.countDown();
      writing.get();
      assertThat(database.read(Notes::all)).containsExactly("slow");
    }
  }

  @Test
  void manyVirtualThreadsWriteAndReadAtOnce() throws Exception {
    var writes = new ArrayList<Future<Integer>>();
    try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 500; i++) {
        var text = "note " + i;
        writes.add(
            callers.submit(
                () -> {
                  database.write(transaction -> Notes.add(transaction, text));
                  assertThat(database.read(Notes::all)).contains(text);
                  return 1;
                }));
      }
    }
    for (var write : writes) {
      assertThat(write.get()).isEqualTo(1);
    }
    assertThat(database.read(Notes::all)).hasSize(500);
  }

  @Test
  void interruptedBeforeItBeganAWorkIsNeverDone() throws Exception {
    var blocked = blockTheWriter();
    var thrown = new ArrayList<Throwable>();
    var caller =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    database.write(transaction -> Notes.add(transaction, "withdrawn"));
                  } catch (InterruptedException interruption) {
                    thrown.add(interruption);
                  }
                });
    caller.interrupt();
    caller.join();
    blocked.countDown();

    assertThat(thrown).hasSize(1);
    database.write(transaction -> Notes.add(transaction, "later"));
    assertThat(database.read(Notes::all)).containsExactly("later");
  }

  @Test
  void interruptedAfterItBeganAWorkIsFinishedAndTheThreadStaysInterrupted() throws Exception {
    var begun = new CountDownLatch(1);
    var mayEnd = new CountDownLatch(1);
    var seen = new ArrayList<Object>();
    var caller =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    seen.add(
                        database.<Integer, InterruptedException>write(
                            transaction -> {
                              begun.countDown();
                              mayEnd.await();
                              return Notes.add(transaction, "finished");
                            }));
                    seen.add(Thread.currentThread().isInterrupted());
                  } catch (InterruptedException unexpected) {
                    seen.add(unexpected);
                  }
                });
    begun.await();
    caller.interrupt();
    mayEnd.countDown();
    caller.join();

    assertThat(seen).containsExactly(1, true);
    assertThat(database.read(Notes::all)).containsExactly("finished");
  }

  @Test
  void aTransactionThatCannotBeCommittedFailsForAllWhoAreInIt() throws Exception {
    assertThatExceptionOfType(DatabaseException.class)
        .isThrownBy(
            () ->
                database.write(
                    transaction -> {
                      Notes.add(transaction, "lost");
                      return transaction.execute("rollback");
                    }))
        .withMessageContaining("nothing of this was written");

    database.write(transaction -> Notes.add(transaction, "next"));
    assertThat(database.read(Notes::all)).containsExactly("next");
  }

  @Test
  void closingFinishesWhatWaitsAndRefusesWhatComesLater() throws Exception {
    var blocked = blockTheWriter();
    var results = new ArrayList<Object>();
    var waiting =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    results.add(database.write(transaction -> Notes.add(transaction, "in time")));
                  } catch (InterruptedException | RuntimeException unexpected) {
                    results.add(unexpected);
                  }
                });
    await().until(() -> waiting.getState() == Thread.State.WAITING);
    var closing = Thread.ofVirtual().start(database::close);
    blocked.countDown();
    closing.join();
    waiting.join();

    assertThat(results).containsExactly(1);
    assertThatExceptionOfType(DatabaseException.class)
        .isThrownBy(() -> database.write(transaction -> Notes.add(transaction, "too late")))
        .withMessageContaining("closed");
    assertThatExceptionOfType(DatabaseException.class)
        .isThrownBy(() -> database.read(Notes::all))
        .withMessageContaining("closed");
  }

  @Test
  void aTextKeepsAllItsCharactersButZero() throws Exception {
    database.write(transaction -> Notes.add(transaction, "na\u00efve \ud83c\udfb5\0!"));

    assertThat(database.read(Notes::all)).containsExactly("na\u00efve \ud83c\udfb5\ufffd!");
  }

  @Test
  void aReadSeesOneMoment() throws Exception {
    database.write(transaction -> Notes.add(transaction, "first"));

    List<Integer> counts =
        database.<List<Integer>, Exception>read(
            handle -> {
              int before = Notes.all(handle).size();
              database.write(transaction -> Notes.add(transaction, "meanwhile"));
              return List.of(before, Notes.all(handle).size());
            });

    assertThat(counts).containsExactly(1, 1);
  }

  @Test
  void aWorkThatWritesByItselfIsRefusedRatherThanWaitingForever() {
    assertThatIllegalStateException()
        .isThrownBy(
            () ->
                database.<Integer, Exception>write(
                    _ -> database.write(transaction -> Notes.add(transaction, "inner"))))
        .withMessageContaining("must not write by itself");
  }

  @Test
  void readersCannotWrite() {
    assertThatThrownBy(() -> database.read(handle -> Notes.add(handle, "no")))
        .hasMessageMatching("(?s).*read-?only.*");
  }

  @Test
  void whatAReadThrowsReachesItsCallerAnErrorToo() {
    assertThatThrownBy(
            () ->
                database.<Integer, IOException>read(
                    _ -> {
                      throw new IOException("no");
                    }))
        .isInstanceOf(IOException.class)
        .hasMessage("no");
    assertThatThrownBy(
            () ->
                database.read(
                    _ -> {
                      throw new StackOverflowError("told to");
                    }))
        .isInstanceOf(StackOverflowError.class)
        .hasMessage("told to");
  }

  @Test
  void aDatabaseOfANewerProgramIsRefused() throws Exception {
    database.write(
        transaction ->
            transaction.execute(
                """
                insert into notes_schema_history
                  (installed_rank, version, description, type, script, installed_by, execution_time, success)
                values (9, '2', 'future', 'SQL', 'V2__future.sql', 'us', 0, true)
                """));
    database.close();

    assertThatExceptionOfType(DatabaseException.class)
        .isThrownBy(() -> storage.open(folder, "notes", Notes.SCHEMA))
        .withMessageContaining("version 2 of schema notes, this program knows up to 1");
  }

  @Test
  void aReaderSaysWhatIsMissing() {
    assertThatExceptionOfType(DatabaseException.class)
        .isThrownBy(() -> storage.read(folder, "other"))
        .withMessageContaining("there is no database");
    assertThatExceptionOfType(DatabaseException.class)
        .isThrownBy(() -> storage.read(folder, "notes", Effects.SCHEMA))
        .withMessageContaining("version 0 of schema effects, expected 1");
  }

  @Test
  void anotherSchemaCanBeAddedLater() throws Exception {
    database.write(transaction -> Notes.add(transaction, "kept"));
    database.close();

    database = storage.open(folder, "notes", Notes.SCHEMA, Effects.SCHEMA);

    assertThat(database.read(Notes::all)).containsExactly("kept");
  }

  /// Keeps the writer busy until the latch is counted down, so that the next works share a
  /// transaction.
  private CountDownLatch blockTheWriter() throws InterruptedException {
    var begun = new CountDownLatch(1);
    var release = new CountDownLatch(1);
    Thread.ofVirtual()
        .start(
            () -> {
              try {
                database.<Boolean, InterruptedException>write(
                    _ -> {
                      begun.countDown();
                      release.await();
                      return true;
                    });
              } catch (InterruptedException unexpected) {
                Thread.currentThread().interrupt();
              }
            });
    begun.await();
    return release;
  }
}
