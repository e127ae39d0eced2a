package dev.tributary.database;

import dev.tributary.database.WriteTask.Ending;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes to a database: one platform thread, one connection, group commit.
///
/// To make a transaction durable costs a few milliseconds, however much is in it. So works that
/// wait share one: each runs after the other within a savepoint of its own, so that one that throws
/// is undone alone, and nobody learns of success before all of them are committed together. If that
/// fails, it fails for all of them.
///
/// The thread outlives whatever is thrown, an [OutOfMemoryError] or [StackOverflowError] too. What
/// an [Error] or a failed transaction left behind is not trusted: the next works get a new
/// connection. A conversation with a server that an [Error] broke off cannot even be taken back, so
/// there it costs the whole transaction.
final class Writer implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Writer.class);

  /// Works that wait; more callers wait for a place.
  private static final int QUEUE = 1_024;

  /// Works in one transaction.
  private static final int GROUP = 256;

  /// After this no further work joins a transaction.
  private static final Duration GROUP_TIME = Duration.ofMillis(100);

  /// How often an idle writer looks whether it has been closed.
  private static final Duration IDLE = Duration.ofMillis(50);

  /// What PostgreSQL calls a transaction that goes on after a statement of it failed.
  private static final String STATEMENT_FAILED_BEFORE = "25P02";

  /// How long closing waits for the works that are under way.
  private static final Duration CLOSING = Duration.ofSeconds(30);

  private final Storage storage;
  private final String name;
  private final DataSource dataSource;
  private final BlockingQueue<WriteTask<?>> tasks = new ArrayBlockingQueue<>(QUEUE);
  private final Thread thread;
  private volatile boolean closed;

  /// Whoever puts a work into the queue and then finds this set takes it out again; whoever does
  /// not find it set has the work refused by the writer.
  private volatile boolean stopped;

  // Of the writing thread alone.
  private final List<WriteTask<?>> group = new ArrayList<>(GROUP);
  private @Nullable Session session;
  private boolean committing;
  private boolean doubtful;

  private record Session(Connection connection, Jdbi jdbi) {
    static Session on(Connection connection) {
      return new Session(connection, Handles.onOne(connection));
    }
  }

  /// @param connection the first to write on
  /// @param dataSource of further ones
  Writer(Storage storage, Connection connection, DataSource dataSource) {
    this.storage = storage;
    this.name = storage.name();
    this.dataSource = dataSource;
    this.session = Session.on(connection);
    this.thread = Thread.ofPlatform().name("database-writer-" + name).daemon().unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  /// See [Database#write].
  <T extends @Nullable Object, X extends Exception> T write(Work<T, X> work)
      throws X, InterruptedException {
    if (Thread.currentThread().equals(thread)) {
      throw new IllegalStateException(
          "a work must not write by itself to %s: it has a transaction".formatted(name));
    }
    var task = new WriteTask<T>(work);
    if (closed) {
      throw closedException();
    }
    tasks.put(task);
    if (stopped && task.withdraw()) {
      tasks.remove(task);
      throw closedException();
    }
    return task.<X>await(name);
  }

  /// How many works wait to be written.
  int waiting() {
    return tasks.size();
  }

  /// Finishes the works that wait, then closes the connection.
  @Override
  public void close() {
    closed = true;
    boolean interrupted = Thread.interrupted();
    try {
      if (!thread.join(CLOSING)) {
        throw new DatabaseException(
            "the database %s is still writing after %s; left open".formatted(name, CLOSING));
      }
      if (session != null) {
        session.connection().close();
      }
    } catch (InterruptedException now) {
      interrupted = true;
    } catch (SQLException failure) {
      throw new DatabaseException("cannot close the database " + name, failure);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void run() {
    try {
      while (!stopped) {
        try {
          writeNext();
        } catch (Throwable _) {
          // Nobody waits for this any more: it was thrown where there was no work, or while its
          // failure was being logged. Without memory all that helps is time.
          LockSupport.parkNanos(IDLE.toNanos());
        }
      }
    } finally {
      stopped = true;
      refuseLate();
    }
  }

  private void writeNext() {
    var first = next(IDLE);
    if (first != null) {
      writeGroup(first);
    } else if (closed) {
      stopped = true;
    }
  }

  /// Whatever happens, everybody whose work began goes on, and is told of success only if it was.
  private void writeGroup(WriteTask<?> first) {
    var ending = Ending.UNKNOWN;
    @Nullable Throwable failure = null;
    try {
      commitTogether(first);
      ending = Ending.COMMITTED;
    } catch (Throwable thrown) {
      failure = thrown;
      doubtful = true;
      if (first.begin()) {
        group.add(first);
      }
      ending = rollBack(thrown);
    } finally {
      endAll(ending, failure);
      var works = group.size();
      group.clear();
      if (doubtful) {
        renew();
      }
      if (failure != null) {
        complain(works, ending, failure);
      }
    }
  }

  private void commitTogether(WriteTask<?> first) throws SQLException {
    committing = false;
    var current = begun();
    long end = System.nanoTime() + GROUP_TIME.toNanos();
    for (@Nullable WriteTask<?> task = first; task != null; task = companion(end)) {
      if (task.begin()) {
        group.add(task);
        writeOne(current, task);
      }
    }
    committing = true;
    Sql.commit(current.connection());
  }

  /// A session in a transaction. A connection that was lost since the last one is replaced: nothing
  /// has begun yet, so nobody need notice.
  private Session begun() throws SQLException {
    var current = session();
    try {
      storage.beginWriting(current.connection());
    } catch (SQLException failure) {
      if (!storage.leavesInDoubt(failure)) {
        throw failure;
      }
      renew();
      current = session();
      storage.beginWriting(current.connection());
    }
    return current;
  }

  private @Nullable WriteTask<?> companion(long end) {
    return group.size() < GROUP && System.nanoTime() < end ? tasks.poll() : null;
  }

  private void writeOne(Session current, WriteTask<?> task) throws SQLException {
    Sql.execute(current.connection(), "savepoint work");
    var attempt = task.run(current.jdbi());
    var failure = attempt.failure();
    if (failure != null && (storage.leavesInDoubt(failure) || storage.isAway(failure))) {
      throw new SQLException("the transaction cannot go on after this", failure);
    }
    if (attempt.failed() || !released(current, task)) {
      Sql.execute(current.connection(), "rollback to work");
      doubtful |= attempt.brokeOff();
      Sql.execute(current.connection(), "release work");
    }
  }

  /// PostgreSQL keeps nothing of a work in which a statement failed, even if the work caught what
  /// that threw and went on. Such a work fails, and no other.
  private static boolean released(Session current, WriteTask<?> task) throws SQLException {
    try {
      Sql.execute(current.connection(), "release work");
      return true;
    } catch (SQLException failure) {
      if (!STATEMENT_FAILED_BEFORE.equals(failure.getSQLState())) {
        throw failure;
      }
      task.fail(
          new DatabaseException(
              "a statement of this work failed and it went on; nothing of it was written",
              failure));
      return false;
    }
  }

  private void endAll(Ending ending, @Nullable Throwable cause) {
    for (int at = 0; at < group.size(); at++) {
      group.get(at).mark(ending, cause);
      group.get(at).end();
    }
  }

  /// Undoes what is not committed. If the database says that a commit failed, it is undone, if not
  /// by us, then by itself; one that was broken off may be complete.
  private Ending rollBack(Throwable failure) {
    var inDoubt = storage.leavesInDoubt(failure);
    try {
      if (session != null && inDoubt) {
        // Without another word: the server undoes what is not committed.
        session.connection().abort(Runnable::run);
      } else if (session != null) {
        Sql.rollback(session.connection());
      }
    } catch (Throwable nothingToUndo) {
      failure.addSuppressed(nothingToUndo);
      inDoubt |= failure instanceof Error;
    }
    return committing && inDoubt ? Ending.UNKNOWN : Ending.ROLLED_BACK;
  }

  private Session session() throws SQLException {
    var current = session;
    if (current == null) {
      current = Session.on(dataSource.getConnection());
      session = current;
    }
    return current;
  }

  /// Gives up the connection; the next work makes a new one.
  private void renew() {
    doubtful = false;
    var old = session;
    session = null;
    if (old == null) {
      return;
    }
    try {
      old.connection().close();
    } catch (SQLException failure) {
      log.atWarn()
          .addKeyValue("database", name)
          .addKeyValue("consequence", "a new connection is used; this one is left")
          .setCause(failure)
          .log("connection.close-failed");
    }
  }

  private void complain(int works, Ending ending, Throwable failure) {
    log.atError()
        .addKeyValue("database", name)
        .addKeyValue("works", works)
        .addKeyValue("ending", ending)
        .addKeyValue("consequence", "their callers are told that they failed")
        .setCause(failure)
        .log("transaction.failed");
  }

  private void refuseLate() {
    for (@Nullable WriteTask<?> late = tasks.poll(); late != null; late = tasks.poll()) {
      if (late.begin()) {
        late.mark(Ending.REFUSED, null);
        late.end();
      }
    }
  }

  private @Nullable WriteTask<?> next(Duration timeout) {
    try {
      return tasks.poll(timeout.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException notOurWayToStop) {
      return null;
    }
  }

  private DatabaseException closedException() {
    return new DatabaseException("the database %s is closed".formatted(name));
  }
}
