package dev.tributary.database;

import dev.tributary.Settings;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/// Where a database is kept: a file of SQLite's or a schema on a PostgreSQL server. What differs
/// between the two is said here; all else is common SQL.
sealed interface Storage permits SqliteFile, PostgresSchema {

  /// Where `settings` say that the database `definition` is kept.
  ///
  /// @throws DatabaseException if they name a server by something that is no address of one
  static Storage of(Settings settings, DatabaseDefinition definition) {
    return settings
        .get(DatabasePlugin.URL)
        .<Storage>map(
            url ->
                PostgresSchema.of(
                    url,
                    settings.get(DatabasePlugin.USER),
                    settings.get(DatabasePlugin.PASSWORD),
                    definition.name()))
        .orElseGet(() -> new SqliteFile(definition.in(settings.get(DatabasePlugin.FOLDER))));
  }

  /// What threads and messages call it.
  String name();

  /// How its operator finds it.
  String place();

  /// The word that its own migrations' folder ends in.
  String dialect();

  /// Whether it is there, be it without a table.
  boolean exists() throws SQLException;

  /// Makes the place where it will be, as far as that can be done without connecting to it.
  void makeRoom() throws IOException;

  /// Connections that write.
  DataSource writable();

  /// Connections that can only read.
  DataSource readable();

  /// Makes, in the transaction that migrates, what migrations expect to be there.
  void prepare(Connection connection) throws SQLException;

  boolean hasTable(Connection connection, String table) throws SQLException;

  /// Begins a transaction that writes, once it is the only one in this database: waits for those of
  /// other processes for half a minute at most.
  void beginWriting(Connection connection) throws SQLException;

  /// Begins a transaction that reads: all of it sees one moment.
  void beginReading(Connection connection) throws SQLException;

  /// Ends a transaction that read.
  void endReading(Connection connection) throws SQLException;

  /// Whether nobody knows, after `failure`, what the database has done of what it was told last,
  /// and what it will answer next.
  boolean leavesInDoubt(Throwable failure);
}
