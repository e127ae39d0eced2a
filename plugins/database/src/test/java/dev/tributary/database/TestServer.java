package dev.tributary.database;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// One PostgreSQL server for all tests, on a free port of this machine. It ends with the process.
final class TestServer {
  static final String USER = "postgres";

  private static final EmbeddedPostgres SERVER = start();
  private static final Map<Path, String> DATABASES = new ConcurrentHashMap<>();

  private TestServer() {}

  /// The URL of the database that belongs to `folder`, a new one at first.
  static String database(Path folder) {
    return DATABASES.computeIfAbsent(folder, _ -> create("test_" + DATABASES.size()));
  }

  /// Takes it from the server.
  static void drop(Path folder) throws SQLException {
    var url = database(folder);
    execute("drop database " + url.substring(url.lastIndexOf('/') + 1));
  }

  private static String create(String name) {
    try {
      execute("create database " + name);
      return "jdbc:postgresql://127.0.0.1:%d/%s".formatted(SERVER.getPort(), name);
    } catch (SQLException failure) {
      throw new AssertionError("cannot create the database of a test", failure);
    }
  }

  private static void execute(String sql) throws SQLException {
    try (var connection = SERVER.getPostgresDatabase().getConnection()) {
      Sql.execute(connection, sql);
    }
  }

  private static EmbeddedPostgres start() {
    try {
      return EmbeddedPostgres.builder().setLocaleConfig("locale", "C").start();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
