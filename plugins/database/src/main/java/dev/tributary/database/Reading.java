package dev.tributary.database;

import java.sql.SQLException;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// A work in a transaction that only reads: all that it sees is of one moment.
record Reading<T extends @Nullable Object, X extends Exception>(Storage storage, Work<T, X> work)
    implements Work<T, X> {

  @Override
  public T on(Handle handle) throws X {
    try {
      storage.beginReading(handle.getConnection());
      try {
        return work.on(handle);
      } finally {
        storage.endReading(handle.getConnection());
      }
    } catch (SQLException failure) {
      throw new DatabaseException("cannot read the database " + storage.place(), failure);
    }
  }
}
