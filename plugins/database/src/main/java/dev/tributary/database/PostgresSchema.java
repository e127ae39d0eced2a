package dev.tributary.database;

import com.zaxxer.hikari.util.DriverDataSource;
import dev.tributary.Secret;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Pattern;
import javax.sql.DataSource;

/// A database that is a schema on a PostgreSQL server.
///
/// The works were written for one writer at a time, as SQLite has it: they take the next number,
/// they read and then write. So there is one here too: every transaction that writes holds an
/// advisory lock of the schema, from its first statement to its commit (docs/adr/0013).
///
/// @param url as JDBC has it, without a password
/// @param name the schema's
record PostgresSchema(String url, Optional<String> user, Optional<Secret> password, String name)
    implements Storage {
  private static final String DRIVER = "org.postgresql.Driver";

  /// Parameters that are not for the URL to say.
  private static final Pattern OURS = Pattern.compile("[?&](password|currentSchema|options)=");

  /// How long others are waited for, as [Sqlite#BUSY_TIMEOUT] says for files.
  private static final String LOCK_TIMEOUT = "-c lock_timeout=30s";

  /// After this the server takes a transaction away from a process that is cut off or stopped.
  private static final String IDLE_TIMEOUT = "-c idle_in_transaction_session_timeout=60s";

  /// Reads see one moment and cannot write.
  private static final String READING =
      "-c default_transaction_read_only=on -c default_transaction_isolation=repeatable\\ read";

  /// How the codes of errors begin that end a connection: the network, a server that shuts down.
  private static final List<String> LOSSES = List.of("08", "57P");

  /// How those begin by which a server refuses whatever it is asked for now: it does not let this
  /// user in, it has no such database, no room on the disk, in memory or for connections, or its
  /// own disk fails; another process holds the lock for too long.
  private static final List<String> REFUSALS = List.of("28", "3D", "53", "55P03", "58030");

  /// For the server's answer; longer than it waits for a lock.
  private static final int ANSWER_SECONDS = 120;

  private static final int CONNECT_SECONDS = 10;

  /// Rows that a query holds in memory at a time.
  private static final String FETCHED_ROWS = "500";

  /// @throws DatabaseException if `url` is none, or has a password in it
  static PostgresSchema of(
      String url, Optional<String> user, Optional<Secret> password, String name) {
    // What was found is not told: there may be a password in it.
    if (!url.startsWith("jdbc:postgresql://")) {
      throw new DatabaseException(
          "expected database.url to be like jdbc:postgresql://db.example.org/tributary, got something else");
    }
    if (OURS.matcher(url).find()) {
      throw new DatabaseException(
          "expected database.url without password, currentSchema and options; write the password to a file and name that in database.password.file");
    }
    return new PostgresSchema(url, user, password, name);
  }

  @Override
  public String place() {
    return "schema %s of %s".formatted(name, address());
  }

  /// The URL without its parameters.
  String address() {
    return url.replaceFirst("\\?.*", "");
  }

  @Override
  public String dialect() {
    return "postgresql";
  }

  @Override
  public boolean exists() throws SQLException {
    try (var connection = readable().getConnection()) {
      return exists(connection);
    }
  }

  boolean exists(Connection connection) throws SQLException {
    return Sql.finds(connection, "select 1 from pg_namespace where nspname = ?", name);
  }

  @Override
  public void makeRoom() {
    // The server has it.
  }

  @Override
  public DataSource writable() {
    return dataSource(LOCK_TIMEOUT + " " + IDLE_TIMEOUT, CONNECT_SECONDS, ANSWER_SECONDS);
  }

  @Override
  public DataSource readable() {
    return readable(CONNECT_SECONDS, ANSWER_SECONDS);
  }

  /// The same for one who waits no longer than `seconds` for a connection or an answer.
  DataSource readable(int seconds) {
    return readable(seconds, seconds);
  }

  private DataSource readable(int connectSeconds, int answerSeconds) {
    return dataSource(
        LOCK_TIMEOUT + " " + IDLE_TIMEOUT + " " + READING, connectSeconds, answerSeconds);
  }

  /// Makes the schema, in which `blob` is a type, so that the scripts for SQLite run here too. The
  /// time of a migration is noted in UTC.
  @Override
  public void prepare(Connection connection) throws SQLException {
    if (!exists(connection)) {
      Sql.execute(connection, "create schema \"%s\"".formatted(name));
    }
    if (!Sql.finds(
        connection,
        "select 1 from pg_type t join pg_namespace n on n.oid = t.typnamespace where t.typname = 'blob' and n.nspname = ?",
        name)) {
      Sql.execute(connection, "create domain \"%s\".blob as bytea".formatted(name));
    }
    Sql.execute(connection, "set local time zone 'UTC'");
  }

  @Override
  public boolean hasTable(Connection connection, String table) throws SQLException {
    return Sql.finds(
        connection,
        "select 1 from pg_tables where schemaname = '%s' and tablename = ?".formatted(name),
        table);
  }

  /// In one round trip. It has to be READ COMMITTED, and is: what is read after the lock was waited
  /// for includes what its last holder committed.
  @Override
  public void beginWriting(Connection connection) throws SQLException {
    Sql.execute(connection, beginning());
  }

  String beginning() {
    return "begin; select pg_advisory_xact_lock(hashtextextended('tributary %s', 0))"
        .formatted(name);
  }

  /// By the driver's own means, since it fetches rows little by little only within such a
  /// transaction.
  @Override
  public void beginReading(Connection connection) throws SQLException {
    connection.setAutoCommit(false);
  }

  @Override
  public void endReading(Connection connection) throws SQLException {
    connection.rollback();
    connection.setAutoCommit(true);
  }

  /// If the connection was lost, or if an [Error] broke off the conversation on it: part of an
  /// answer may be left unread.
  @Override
  public boolean leavesInDoubt(Throwable failure) {
    return Causes.include(failure, cause -> cause instanceof Error || isLoss(cause));
  }

  @Override
  public boolean saysAway(Throwable cause) {
    return isLoss(cause) || hasState(cause, REFUSALS);
  }

  private static boolean isLoss(Throwable cause) {
    return hasState(cause, LOSSES);
  }

  private static boolean hasState(Throwable cause, List<String> beginnings) {
    return cause instanceof SQLException told
        && told.getSQLState() != null
        && beginnings.stream().anyMatch(told.getSQLState()::startsWith);
  }

  /// What the URL says as well is said there.
  private DataSource dataSource(String options, int connectSeconds, int answerSeconds) {
    var properties = new Properties();
    properties.setProperty("currentSchema", "\"" + name + "\"");
    properties.setProperty("options", options);
    properties.setProperty("ApplicationName", "tributary " + name);
    properties.setProperty("defaultRowFetchSize", FETCHED_ROWS);
    properties.setProperty("tcpKeepAlive", "true");
    properties.setProperty("connectTimeout", Integer.toString(connectSeconds));
    properties.setProperty("socketTimeout", Integer.toString(answerSeconds));
    user.ifPresent(text -> properties.setProperty("user", text));
    password.ifPresent(secret -> properties.setProperty("password", secret.reveal()));
    return new DriverDataSource(url, DRIVER, properties, null, null);
  }
}
