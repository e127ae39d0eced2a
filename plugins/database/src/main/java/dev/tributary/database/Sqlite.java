package dev.tributary.database;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.sqlite.ProgressHandler;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteDataSource;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/// What is peculiar to SQLite: how it is opened, how its transactions begin, how it is inspected.
final class Sqlite {
  /// How long one process waits for another's transaction to end.
  static final Duration BUSY_TIMEOUT = Duration.ofSeconds(30);

  /// Pages of the log after which it is copied into the database; 16 MB, so that a group of works
  /// rarely pays for it.
  private static final int CHECKPOINT_PAGES = 4_000;

  private static final int CACHE_KIBIBYTES = 16_384;

  /// SQLite asks after so many steps whether to go on; some microseconds.
  private static final int STEPS_BETWEEN_LOOKS = 1_000;

  static final String BEGIN = "begin immediate";

  /// What an inspection says that finds nothing.
  private static final String SOUND = "ok";

  private Sqlite() {}

  /// For reading and writing; makes the file if there is none. Durable: a transaction is on disk
  /// when its commit returns (write-ahead log, synchronised with every commit).
  static SQLiteDataSource writable(Path file) {
    return writable(file, BUSY_TIMEOUT);
  }

  static SQLiteDataSource writable(Path file, Duration busyTimeout) {
    var config = config(busyTimeout);
    config.setJournalMode(JournalMode.WAL);
    config.setSynchronous(SynchronousMode.FULL);
    config.enforceForeignKeys(true);
    config.setPragma(SQLiteConfig.Pragma.WAL_AUTOCHECKPOINT, Integer.toString(CHECKPOINT_PAGES));
    config.setCacheSize(-CACHE_KIBIBYTES);
    return dataSource(config, busyTimeout, file);
  }

  static SQLiteDataSource readOnly(Path file) {
    return readOnly(file, BUSY_TIMEOUT);
  }

  static SQLiteDataSource readOnly(Path file, Duration busyTimeout) {
    var config = config(busyTimeout);
    config.setReadOnly(true);
    return dataSource(config, busyTimeout, file);
  }

  /// Begins a transaction that writes. Waits here for other processes, where nothing has been read
  /// yet, rather than failing at the first write.
  static void beginWriting(Connection connection) throws SQLException {
    Sql.execute(connection, BEGIN);
  }

  static String version(Connection connection) throws SQLException {
    return connection.getMetaData().getDatabaseProductVersion();
  }

  /// What was found of a file's structure.
  ///
  /// @param damage the first, if there is any
  /// @param complete whether all of the file was looked at
  record Inspection(Optional<String> damage, boolean complete) {}

  /// Looks for damage for as long as `patience` lasts.
  static Inspection inspect(Connection connection, Duration patience) throws SQLException {
    var end = System.nanoTime() + patience.toNanos();
    ProgressHandler.setHandler(connection, STEPS_BETWEEN_LOOKS, stopAt(end));
    try (var statement = connection.createStatement();
        var findings = statement.executeQuery("pragma quick_check(1)")) {
      var finding = findings.next() ? findings.getString(1) : SOUND;
      return new Inspection(Optional.of(finding).filter(text -> !text.equals(SOUND)), true);
    } catch (SQLiteException failure) {
      if (failure.getResultCode() == SQLiteErrorCode.SQLITE_INTERRUPT) {
        return new Inspection(Optional.empty(), false);
      }
      throw failure;
    } finally {
      ProgressHandler.clearHandler(connection);
    }
  }

  /// Whether `failure` is an error of one of these kinds. The lowest byte of an error's code is its
  /// kind, all above says more of it.
  static boolean isOf(Throwable failure, Set<SQLiteErrorCode> kinds) {
    return failure instanceof SQLiteException known
        && kinds.contains(SQLiteErrorCode.getErrorCode(known.getResultCode().code & 0xFF));
  }

  private static ProgressHandler stopAt(long nanoTime) {
    return new ProgressHandler() {
      @Override
      protected int progress() {
        return System.nanoTime() - nanoTime < 0 ? 0 : 1;
      }
    };
  }

  private static SQLiteConfig config(Duration busyTimeout) {
    var config = new SQLiteConfig();
    config.setBusyTimeout(Math.toIntExact(busyTimeout.toMillis()));
    return config;
  }

  private static SQLiteDataSource dataSource(SQLiteConfig config, Duration busyTimeout, Path file) {
    var dataSource = new PatientDataSource(config, busyTimeout);
    dataSource.setUrl("jdbc:sqlite:" + file.toAbsolutePath());
    return dataSource;
  }
}
