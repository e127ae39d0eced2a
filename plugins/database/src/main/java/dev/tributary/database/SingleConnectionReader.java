package dev.tributary.database;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.locks.ReentrantLock;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/// One connection, used by one thread at a time.
final class SingleConnectionReader implements DatabaseReader {
  private final Path file;
  private final Connection connection;
  private final Jdbi jdbi;
  private final ReentrantLock lock = new ReentrantLock();

  private SingleConnectionReader(Path file, Connection connection) {
    this.file = file;
    this.connection = connection;
    this.jdbi = Handles.onOne(connection);
  }

  static SingleConnectionReader open(Path file, Schema... schemas) {
    if (!Files.exists(file)) {
      throw new DatabaseException("there is no database " + file);
    }
    try {
      var connection = Sqlite.readOnly(file).getConnection();
      try {
        for (var schema : schemas) {
          schema.check(connection);
        }
        return new SingleConnectionReader(file, connection);
      } catch (Throwable failure) {
        connection.close();
        throw failure;
      }
    } catch (SQLException failure) {
      throw new DatabaseException("cannot read the database " + file, failure);
    }
  }

  @Override
  public <T extends @Nullable Object, X extends Exception> T read(Work<T, X> work)
      throws X, InterruptedException {
    lock.lockInterruptibly();
    try {
      return Attempt.of(jdbi, new Reading<>(work)).<X>get();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException failure) {
      throw new DatabaseException("cannot close the database " + file, failure);
    }
  }
}
