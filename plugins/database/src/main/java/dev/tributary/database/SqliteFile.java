package dev.tributary.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.Set;
import javax.sql.DataSource;
import org.sqlite.SQLiteErrorCode;

/// A database of SQLite's in `file`.
record SqliteFile(Path file) implements Storage {
  /// Another process holds the file for too long; the disk is full, fails or is not there.
  private static final Set<SQLiteErrorCode> AWAY =
      EnumSet.of(
          SQLiteErrorCode.SQLITE_BUSY,
          SQLiteErrorCode.SQLITE_FULL,
          SQLiteErrorCode.SQLITE_IOERR,
          SQLiteErrorCode.SQLITE_CANTOPEN);

  @Override
  public String name() {
    return String.valueOf(file.getFileName());
  }

  @Override
  public String place() {
    return file.toString();
  }

  @Override
  public String dialect() {
    return "sqlite";
  }

  @Override
  public boolean exists() {
    return Files.exists(file);
  }

  @Override
  public void makeRoom() throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
  }

  @Override
  public DataSource writable() {
    return Sqlite.writable(file);
  }

  @Override
  public DataSource readable() {
    return Sqlite.readOnly(file);
  }

  @Override
  public void prepare(Connection connection) {
    // The file is all that is needed.
  }

  @Override
  public boolean hasTable(Connection connection, String table) throws SQLException {
    return Sql.finds(
        connection, "select 1 from sqlite_schema where type = 'table' and name = ?", table);
  }

  @Override
  public void beginWriting(Connection connection) throws SQLException {
    Sqlite.beginWriting(connection);
  }

  @Override
  public void beginReading(Connection connection) throws SQLException {
    Sql.execute(connection, "begin");
  }

  @Override
  public void endReading(Connection connection) throws SQLException {
    Sql.rollback(connection);
  }

  /// A method of this process can always be asked what it has done.
  @Override
  public boolean leavesInDoubt(Throwable failure) {
    return false;
  }

  @Override
  public boolean saysAway(Throwable cause) {
    return Sqlite.isOf(cause, AWAY);
  }
}
