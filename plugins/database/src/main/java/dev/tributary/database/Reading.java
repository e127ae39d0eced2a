package dev.tributary.database;

import java.sql.Connection;
import java.sql.SQLException;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// A work in a transaction that only reads: all that it sees is of one moment.
record Reading<T extends @Nullable Object, X extends Exception>(Storage storage, Work<T, X> work)
    implements Work<T, X> {

  @Override
  public T on(Handle handle) throws X {
    try (var _ = begun(handle.getConnection())) {
      return work.on(handle);
    } catch (SQLException failure) {
      throw new DatabaseException("cannot read the database " + storage.place(), failure);
    }
  }

  /// The transaction, until it is closed. If the work fails, and then so does its end, the work's
  /// failure is the one that is told.
  private Transaction begun(Connection connection) throws SQLException {
    storage.beginReading(connection);
    return () -> storage.endReading(connection);
  }

  private interface Transaction extends AutoCloseable {
    @Override
    void close() throws SQLException;
  }
}
