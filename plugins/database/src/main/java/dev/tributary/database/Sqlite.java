package dev.tributary.database;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteDataSource;

/// What is peculiar to SQLite: how it is opened, and how its transactions begin and end.
final class Sqlite {
  /// How long one process waits for another's transaction to end.
  private static final Duration BUSY_TIMEOUT = Duration.ofSeconds(30);

  /// Pages of the log after which it is copied into the database; 16 MB, so that a group of works
  /// rarely pays for it.
  private static final int CHECKPOINT_PAGES = 4_000;

  private static final int CACHE_KIBIBYTES = 16_384;

  private Sqlite() {}

  /// For reading and writing; makes the file if there is none. Durable: a transaction is on disk
  /// when its commit returns (write-ahead log, synchronised with every commit).
  static SQLiteDataSource writable(Path file) {
    var config = config();
    config.setJournalMode(JournalMode.WAL);
    config.setSynchronous(SynchronousMode.FULL);
    config.enforceForeignKeys(true);
    config.setPragma(SQLiteConfig.Pragma.WAL_AUTOCHECKPOINT, Integer.toString(CHECKPOINT_PAGES));
    config.setCacheSize(-CACHE_KIBIBYTES);
    return dataSource(config, file);
  }

  static SQLiteDataSource readOnly(Path file) {
    var config = config();
    config.setReadOnly(true);
    return dataSource(config, file);
  }

  /// Begins a transaction that writes. Waits here for other processes, where nothing has been read
  /// yet, rather than failing at the first write.
  static void beginWriting(Connection connection) throws SQLException {
    execute(connection, "begin immediate");
  }

  /// Begins a transaction that reads: all of it sees one moment.
  static void beginReading(Connection connection) throws SQLException {
    execute(connection, "begin");
  }

  static void commit(Connection connection) throws SQLException {
    execute(connection, "commit");
  }

  static void rollback(Connection connection) throws SQLException {
    execute(connection, "rollback");
  }

  static void execute(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static SQLiteConfig config() {
    var config = new SQLiteConfig();
    config.setBusyTimeout(Math.toIntExact(BUSY_TIMEOUT.toMillis()));
    return config;
  }

  private static SQLiteDataSource dataSource(SQLiteConfig config, Path file) {
    var dataSource = new SQLiteDataSource(config);
    dataSource.setUrl("jdbc:sqlite:" + file.toAbsolutePath());
    return dataSource;
  }
}
