package dev.tributary.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.locks.ReentrantLock;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/// One connection, used by one thread at a time.
final class SingleConnectionReader implements DatabaseReader {
  private final Storage storage;
  private final Connection connection;
  private final Jdbi jdbi;
  private final ReentrantLock lock = new ReentrantLock();

  private SingleConnectionReader(Storage storage, Connection connection) {
    this.storage = storage;
    this.connection = connection;
    this.jdbi = Handles.onOne(connection);
  }

  static SingleConnectionReader open(Storage storage, Schema... schemas) {
    try {
      if (!storage.exists()) {
        throw new DatabaseException("there is no database " + storage.place());
      }
      var connection = storage.readable().getConnection();
      try {
        for (var schema : schemas) {
          schema.check(storage, connection);
        }
        return new SingleConnectionReader(storage, connection);
      } catch (Throwable failure) {
        connection.close();
        throw failure;
      }
    } catch (SQLException failure) {
      throw new DatabaseException("cannot read the database " + storage.place(), failure);
    }
  }

  /// See [DatabasePlugin#exists].
  static boolean exists(Storage storage) {
    try {
      return storage.exists();
    } catch (SQLException failure) {
      throw new DatabaseException("cannot read the database " + storage.place(), failure);
    }
  }

  @Override
  public <T extends @Nullable Object, X extends Exception> T read(Work<T, X> work)
      throws X, InterruptedException {
    lock.lockInterruptibly();
    try {
      return Attempt.of(jdbi, new Reading<>(storage, work)).<X>get();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException failure) {
      throw new DatabaseException("cannot close the database " + storage.place(), failure);
    }
  }
}
