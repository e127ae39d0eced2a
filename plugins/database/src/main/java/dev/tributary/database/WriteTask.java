package dev.tributary.database;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/// A work on its way through the [Writer], and what came of it.
///
/// The writer only leaves marks here, and so can do it in any distress; what an exception needs is
/// made by the caller who waits.
final class WriteTask<T extends @Nullable Object> {
  /// What became of the transaction that the work was part of.
  enum Ending {
    COMMITTED,
    /// Also what a task comes to that nobody has marked.
    ROLLED_BACK,
    /// The commit broke off, and may have been completed.
    UNKNOWN,
    /// The work never began: the writer had stopped.
    REFUSED
  }

  private enum Stage {
    WAITING,
    BEGUN,
    WITHDRAWN
  }

  private final Work<T, ?> work;
  private final AtomicReference<Stage> stage = new AtomicReference<>(Stage.WAITING);
  private final CountDownLatch ended = new CountDownLatch(1);

  // Written by the writer before `ended`, read by the caller after it.
  private @Nullable Attempt<T> attempt;
  private Ending ending = Ending.ROLLED_BACK;
  private @Nullable Throwable cause;

  WriteTask(Work<T, ?> work) {
    this.work = work;
  }

  /// Takes the task to do it.
  ///
  /// @return false if it was withdrawn
  boolean begin() {
    return stage.compareAndSet(Stage.WAITING, Stage.BEGUN);
  }

  /// Takes the task back.
  ///
  /// @return false if it has begun
  boolean withdraw() {
    return stage.compareAndSet(Stage.WAITING, Stage.WITHDRAWN);
  }

  /// Runs the work.
  Attempt<T> run(Jdbi jdbi) {
    var made = Attempt.of(jdbi, work);
    attempt = made;
    return made;
  }

  /// What the work came to was not that, but a failure.
  void fail(DatabaseException failure) {
    attempt = new Attempt<>(null, failure);
  }

  /// Marks what became of it.
  void mark(Ending now, @Nullable Throwable why) {
    ending = now;
    cause = why;
  }

  /// Lets the caller go on.
  void end() {
    ended.countDown();
  }

  /// Waits until the work is committed. Interrupted before it began, it is withdrawn; interrupted
  /// later, it is waited for all the same, and the thread stays interrupted.
  ///
  /// @param database its name, for what is thrown
  <X extends Exception> T await(String database) throws X, InterruptedException {
    try {
      ended.await();
    } catch (InterruptedException interruption) {
      if (withdraw()) {
        throw interruption;
      }
      awaitUninterruptibly();
      Thread.currentThread().interrupt();
    }
    return result(database);
  }

  private <X extends Exception> T result(String database) throws X {
    var made = attempt;
    if (made == null || (ending != Ending.COMMITTED && !made.failed())) {
      throw failure(database);
    }
    return made.<X>get();
  }

  private DatabaseException failure(String database) {
    var message =
        switch (ending) {
          case COMMITTED, ROLLED_BACK ->
              "cannot write to the database %s; nothing of this was written";
          case UNKNOWN ->
              "the writer of the database %s broke off; it is not known whether this was written";
          case REFUSED -> "the database %s is closed";
        };
    return cause == null
        ? new DatabaseException(message.formatted(database))
        : new DatabaseException(message.formatted(database), cause);
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
