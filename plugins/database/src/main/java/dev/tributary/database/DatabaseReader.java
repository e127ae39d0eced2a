package dev.tributary.database;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Reads a database. Safe for use by many threads.
public interface DatabaseReader extends AutoCloseable {

  /// Opens the SQLite database in `file` for reading only, as fast as can be: one connection,
  /// nothing checked that need not be. It sees what other processes commit meanwhile and never
  /// stops them.
  ///
  /// @throws DatabaseException if there is no such file, or if its schemas are not those that this
  ///   program knows
  static DatabaseReader open(Path file, Schema... schemas) {
    return SingleConnectionReader.open(new SqliteFile(file), schemas);
  }

  /// Runs `work`, and waits for it. All that it reads is of one moment.
  ///
  /// @return what `work` returned
  /// @throws X what `work` threw
  /// @throws InterruptedException when interrupted while waiting; the work's value is lost
  <T extends @Nullable Object, X extends Exception> T read(Work<T, X> work)
      throws X, InterruptedException;

  @Override
  void close();
}
