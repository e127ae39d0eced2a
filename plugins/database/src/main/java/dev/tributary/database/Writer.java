package dev.tributary.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
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

  /// How long closing waits for the works that are under way.
  private static final Duration CLOSING = Duration.ofSeconds(30);

  private final String name;
  private final Connection connection;
  private final Jdbi jdbi;
  private final BlockingQueue<Task<?>> tasks = new ArrayBlockingQueue<>(QUEUE);
  private final Thread thread;
  private volatile boolean closed;

  /// Whoever puts a work into the queue and then finds this set takes it out again; whoever does
  /// not find it set has the work failed by the writer.
  private volatile boolean stopped;

  Writer(String name, Connection connection) {
    this.name = name;
    this.connection = connection;
    this.jdbi = Handles.onOne(connection);
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
    var task = new Task<T>(work);
    if (closed) {
      throw closedException();
    }
    tasks.put(task);
    if (stopped && task.withdraw()) {
      tasks.remove(task);
      throw closedException();
    }
    return task.<X>await();
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
      connection.close();
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
    while (!stopped) {
      var first = next(IDLE);
      if (first != null) {
        writeGroup(first);
      } else if (closed) {
        stopped = true;
      }
    }
    for (@Nullable Task<?> late = tasks.poll(); late != null; late = tasks.poll()) {
      late.refuse(closedException());
    }
  }

  private void writeGroup(Task<?> first) {
    var group = new ArrayList<Task<?>>();
    try {
      Sqlite.beginWriting(connection);
      long end = System.nanoTime() + GROUP_TIME.toNanos();
      for (@Nullable Task<?> task = first; task != null; task = companion(group, end)) {
        if (task.begin()) {
          group.add(task);
          writeOne(task);
        }
      }
      Sqlite.commit(connection);
    } catch (Throwable failure) {
      fail(group, first, failure);
    }
    group.forEach(Task::end);
  }

  private @Nullable Task<?> companion(List<Task<?>> group, long end) {
    return group.size() < GROUP && System.nanoTime() < end ? tasks.poll() : null;
  }

  private void writeOne(Task<?> task) throws SQLException {
    Sqlite.execute(connection, "savepoint work");
    if (!task.run(jdbi)) {
      Sqlite.execute(connection, "rollback to work");
    }
    Sqlite.execute(connection, "release work");
  }

  /// Rolls everything back; all works of the group fail of it, and the first even if it never
  /// began.
  private void fail(List<Task<?>> group, Task<?> first, Throwable failure) {
    try {
      Sqlite.rollback(connection);
    } catch (SQLException rolledBackAlready) {
      failure.addSuppressed(rolledBackAlready);
    }
    if (first.begin()) {
      group.add(first);
    }
    log.atError()
        .addKeyValue("database", name)
        .addKeyValue("works", group.size())
        .addKeyValue("consequence", "nothing of them was written; their callers are told")
        .setCause(failure)
        .log("transaction.failed");
    var told =
        new DatabaseException(
            "cannot write to the database %s; nothing of this was written".formatted(name),
            failure);
    group.forEach(task -> task.fail(told));
  }

  private @Nullable Task<?> next(Duration timeout) {
    try {
      return tasks.poll(timeout.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException notOurWayToStop) {
      return null;
    }
  }

  private DatabaseException closedException() {
    return new DatabaseException("the database %s is closed".formatted(name));
  }

  /// A work, and what came of it.
  private static final class Task<T extends @Nullable Object> {
    private enum Stage {
      WAITING,
      BEGUN,
      WITHDRAWN
    }

    private final Work<T, ?> work;
    private final AtomicReference<Stage> stage = new AtomicReference<>(Stage.WAITING);
    private final CountDownLatch ended = new CountDownLatch(1);
    private @Nullable Attempt<T> attempt;

    Task(Work<T, ?> work) {
      this.work = work;
    }

    boolean begin() {
      return stage.compareAndSet(Stage.WAITING, Stage.BEGUN);
    }

    boolean withdraw() {
      return stage.compareAndSet(Stage.WAITING, Stage.WITHDRAWN);
    }

    /// @return false if the work threw
    boolean run(Jdbi jdbi) {
      attempt = Attempt.of(jdbi, work);
      return !attempt.failed();
    }

    /// What the work itself threw stays its failure.
    void fail(Throwable groupFailure) {
      if (attempt == null || !attempt.failed()) {
        attempt = new Attempt<>(null, groupFailure);
      }
    }

    /// The work fails of this if nobody else has taken it.
    void refuse(Throwable reason) {
      if (begin()) {
        fail(reason);
        end();
      }
    }

    void end() {
      ended.countDown();
    }

    /// Waits until the work is committed. Interrupted before it began, it is withdrawn; interrupted
    /// later, it is waited for all the same, and the thread stays interrupted.
    <X extends Exception> T await() throws X, InterruptedException {
      try {
        ended.await();
      } catch (InterruptedException interruption) {
        if (withdraw()) {
          throw interruption;
        }
        awaitUninterruptibly();
        Thread.currentThread().interrupt();
      }
      return Objects.requireNonNull(attempt).<X>get();
    }

    private void awaitUninterruptibly() {
      while (true) {
        try {
          ended.await();
          return;
        } catch (InterruptedException again) {
          // Bounded by the time of the group; the caller restores the flag.
        }
      }
    }
  }
}
