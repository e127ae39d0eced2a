package dev.tributary.database;

import dev.tributary.Settings;
import dev.tributary.UnavailableException;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

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

  /// Whether `cause`, whatever it was caused by itself, says that the database cannot be used for
  /// now, whoever tries: no work is to blame.
  boolean saysAway(Throwable cause);

  /// Whether that led to `failure`. A pool says the same when it has waited for a connection in
  /// vain.
  default boolean isAway(@Nullable Throwable failure) {
    return Causes.deepest(failure, this::isSignOfAbsence).isPresent();
  }

  private boolean isSignOfAbsence(Throwable cause) {
    return cause instanceof SQLTransientConnectionException || saysAway(cause);
  }

  /// What a caller is told of `failure`: that the database is away, if that led to it.
  default RuntimeException told(RuntimeException failure) {
    if (Causes.include(failure, UnavailableException.class::isInstance)) {
      return failure;
    }
    return Causes.deepest(failure, this::isSignOfAbsence)
        .<RuntimeException>map(
            cause ->
                new UnavailableException(
                    "the database %s is away: %s".formatted(place(), cause.getMessage()), failure))
        .orElse(failure);
  }
}
