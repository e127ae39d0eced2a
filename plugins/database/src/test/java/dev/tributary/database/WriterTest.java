package dev.tributary.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// That the writer outlives whatever is thrown, and that nobody waits for it in vain.
@Timeout(60)
@ParameterizedClass
@EnumSource(TestStorage.class)
class WriterTest {
  @Parameter TestStorage storage;

  /// How a database says that it has not done what it was told: its disk is full.
  private static final String REFUSED = "53100";

  @TempDir Path folder;
  private FaultyConnections connections;
  private Writer writer;
  private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();

  @BeforeEach
  void start() throws SQLException {
    storage.open(folder, "notes", Notes.SCHEMA).close();
    var notes = storage.in(folder, "notes");
    connections = new FaultyConnections(notes.writable());
    var dataSource = connections.dataSource();
    writer = new Writer(notes, dataSource.getConnection(), dataSource);
    writer.start();
  }

  @AfterEach
  void stop() {
    callers.close();
    writer.close();
  }

  @Test
  void aStackOverflowInAWorkFailsThatWorkAlone() throws Exception {
    var release = blockTheWriter();
    var before = write("before");
    var bottomless =
        callers.submit(
            () ->
                writer.write(
                    transaction -> {
                      Notes.add(transaction, "bottomless");
                      return depth(0);
                    }));
    var after = write("after");
    release.countDown();

    assertThatThrownBy(bottomless::get).cause().isInstanceOf(StackOverflowError.class);
    var written = new ArrayList<String>();
    if (wasWritten(after, StackOverflowError.class)) {
      written.add("after");
    }
    if (wasWritten(before, StackOverflowError.class)) {
      written.add("before");
    }
    assertThat(notes()).isEqualTo(written);
    // A server's transaction may be lost with it; whoever was in it is told.
    assertThat(written.size() == 2 || storage == TestStorage.POSTGRESQL).isTrue();
  }

  @Test
  void soDoesOneAmidTheDatabasesOwnCode() throws Exception {
    assertThatThrownBy(() -> writer.write(transaction -> depth(transaction, 0))).isNotNull();

    assertThat(write("after").get()).isEqualTo(1);
    assertThat(notes()).containsExactly("after");
  }

  @Test
  void aWorkThatNeedsMoreMemoryThanThereIsFailsAlone() throws Exception {
    var greedy =
        callers.submit(
            () ->
                writer.write(
                    transaction -> {
                      Notes.add(transaction, "greedy");
                      return new long[Integer.MAX_VALUE];
                    }));

    assertThatThrownBy(greedy::get).cause().isInstanceOf(OutOfMemoryError.class);
    assertThat(write("after").get()).isEqualTo(1);
    assertThat(notes()).containsExactly("after");
  }

  @Test
  void whatAnErrorLeftBehindIsNotUsedAgain() throws Exception {
    assertThatThrownBy(() -> writer.write(_ -> depth(0))).isInstanceOf(StackOverflowError.class);
    assertThat(connections.opened()).isEqualTo(1);

    write("after").get();

    assertThat(connections.opened()).isEqualTo(2);
  }

  @Test
  void whatAnExceptionLeftBehindIs() throws Exception {
    assertThatThrownBy(() -> writer.write(transaction -> transaction.execute("no such statement")))
        .isInstanceOf(RuntimeException.class);
    write("after").get();

    assertThat(connections.opened()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"savepoint work", "release work", "commit"})
  void whereverTheWriterBreaksOffEveryCallerLearnsWhetherItsWorkWasWritten(String statement)
      throws Exception {
    var release = blockTheWriter();
    var works = new TreeMap<String, Future<Integer>>();
    works.put("0", callers.submit(() -> writer.write(handle -> failAt(statement, handle))));
    for (var number = 1; number < 20; number++) {
      var text = String.valueOf(number);
      works.put(text, write(text));
    }
    release.countDown();

    var written = new ArrayList<String>();
    for (var work : works.entrySet()) {
      if (wasWritten(work.getValue())) {
        written.add(work.getKey());
      }
    }
    // Which of them came last is chance; if it was the failing one, the next transaction fails.
    if (wasWritten(write("last"))) {
      written.add("last");
    }
    assertThat(notes()).isEqualTo(written).hasSizeLessThan(21);
  }

  private static boolean wasWritten(Future<Integer> work) throws InterruptedException {
    return wasWritten(work, OutOfMemoryError.class);
  }

  /// @return false if its caller was told that it was not, because of `cause`
  private static boolean wasWritten(Future<Integer> work, Class<? extends Throwable> cause)
      throws InterruptedException {
    try {
      return work.get() == 1;
    } catch (ExecutionException failure) {
      assertThat(failure.getCause())
          .isInstanceOf(DatabaseException.class)
          .hasMessageMatching(".*; (nothing of this|it is not known whether this) was written")
          .hasRootCauseInstanceOf(cause);
      return false;
    }
  }

  @Test
  void aTransactionThatDoesNotEvenBeginFailsAndTheNextDoes() throws Exception {
    connections.failInstead(begin(), new OutOfMemoryError("told to"));

    assertThatThrownBy(write("lost")::get)
        .cause()
        .isInstanceOf(DatabaseException.class)
        .hasMessageContaining("; nothing of this was written")
        .hasRootCauseMessage("told to");
    assertThat(write("after").get()).isEqualTo(1);
    assertThat(notes()).containsExactly("after");
  }

  @Test
  void aCommitThatMayHaveBeenCompletedIsNotCalledUndone() throws Exception {
    connections.failAfter("commit", new OutOfMemoryError("told to"));

    assertThatThrownBy(write("perhaps")::get)
        .cause()
        .isInstanceOf(DatabaseException.class)
        .hasMessageContaining("it is not known whether this was written");
    assertThat(notes()).containsExactly("perhaps");
  }

  @Test
  void aTransactionThatCannotEvenBeRolledBackDoesNotStopTheNext() throws Exception {
    connections.failInstead("commit", new SQLException("told to", REFUSED));
    connections.failInstead("rollback", new SQLException("told to", REFUSED));

    assertThatThrownBy(write("lost")::get)
        .cause()
        .isInstanceOf(DatabaseException.class)
        .hasMessageContaining("nothing of this was written");
    assertThat(write("after").get()).isEqualTo(1);
    assertThat(notes()).containsExactly("after");
  }

  @Test
  void theWriterOutlivesAnErrorWhileItLogsOne() throws Exception {
    connections.failInstead("commit", new UnspeakableError());

    assertThatThrownBy(write("lost")::get).cause().isInstanceOf(DatabaseException.class);
    assertThat(write("after").get()).isEqualTo(1);
    assertThat(notes()).containsExactly("after");
  }

  @Test
  void withoutAConnectionEveryCallerGetsAnExceptionUntilThereIsOne() throws Exception {
    connections.cutOff(new OutOfMemoryError("told to"));
    assertThatThrownBy(() -> writer.write(_ -> depth(0))).isInstanceOf(StackOverflowError.class);

    for (var attempt = 0; attempt < 3; attempt++) {
      assertThatThrownBy(write("lost")::get)
          .cause()
          .isInstanceOf(DatabaseException.class)
          .hasMessageContaining("nothing of this was written")
          .hasRootCauseMessage("told to");
    }

    connections.restore();
    assertThat(write("after").get()).isEqualTo(1);
    assertThat(notes()).containsExactly("after");
  }

  private String begin() {
    return switch (storage.in(folder, "notes")) {
      case SqliteFile _ -> Sqlite.BEGIN;
      case PostgresSchema schema -> schema.beginning();
    };
  }

  /// Recurses until the stack is used up.
  private static int depth(int depth) {
    return depth == Integer.MAX_VALUE ? depth : 1 + depth(depth + 1);
  }

  private static int depth(Handle transaction, int depth) {
    int one = transaction.createQuery("select 1").mapTo(Integer.class).one();
    return depth == Integer.MAX_VALUE ? depth : one + depth(transaction, depth + 1);
  }

  /// Writes, and has the writer fail in the same transaction.
  private int failAt(String statement, Handle transaction) {
    connections.failInstead(statement, new OutOfMemoryError("told to"));
    return Notes.add(transaction, "0");
  }

  private Future<Integer> write(String text) {
    return callers.submit(() -> writer.<Integer, RuntimeException>write(t -> Notes.add(t, text)));
  }

  private CountDownLatch blockTheWriter() throws InterruptedException {
    var begun = new CountDownLatch(1);
    var release = new CountDownLatch(1);
    var blocking =
        callers.submit(
            () ->
                writer.<Boolean, InterruptedException>write(
                    _ -> {
                      begun.countDown();
                      release.await();
                      return true;
                    }));
    begun.await();
    assertThat(blocking).isNotDone();
    return release;
  }

  private List<String> notes() throws InterruptedException {
    try (var reader = storage.read(folder, "notes", Notes.SCHEMA)) {
      return reader.read(Notes::all);
    }
  }

  /// Whoever wants to tell of it runs out of memory.
  private static final class UnspeakableError extends OutOfMemoryError {
    @Override
    public String getMessage() {
      throw new OutOfMemoryError("told to, while logging");
    }
  }
}
