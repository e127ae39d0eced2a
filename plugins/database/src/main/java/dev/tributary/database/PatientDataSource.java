package dev.tributary.database;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.sqlite.Function;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConnection;
import org.sqlite.SQLiteDataSource;
import org.sqlite.SQLiteErrorCode;

/// Opens connections to a file that others open and close at the same moment.
///
/// Whoever is the first to open it makes its write-ahead log, and the last one to close it takes
/// that away. Who comes in between is told at once that the file is busy, whatever the busy timeout
/// (sqlite.org, "Register A Callback To Handle SQLITE_BUSY Errors"): so this tries again.
final class PatientDataSource extends SQLiteDataSource {
  private static final Duration PAUSE = Duration.ofMillis(10);
  private static final Set<SQLiteErrorCode> BUSY = Set.of(SQLiteErrorCode.SQLITE_BUSY);

  private final transient Duration patience;

  PatientDataSource(SQLiteConfig config, Duration patience) {
    super(config);
    this.patience = patience;
  }

  private static SQLiteConnection withFunctions(SQLiteConnection connection) throws SQLException {
    Function.create(connection, Lower.NAME, new Lower(), 1, Function.FLAG_DETERMINISTIC);
    return connection;
  }

  @Override
  public SQLiteConnection getConnection(@Nullable String user, @Nullable String password)
      throws SQLException {
    var began = System.nanoTime();
    while (true) {
      try {
        return withFunctions(super.getConnection(user, password));
      } catch (SQLException failure) {
        var late = System.nanoTime() - began > patience.toNanos();
        if (!Sqlite.isOf(failure, BUSY) || late || Thread.currentThread().isInterrupted()) {
          throw failure;
        }
        LockSupport.parkNanos(PAUSE.toNanos());
      }
    }
  }
}
