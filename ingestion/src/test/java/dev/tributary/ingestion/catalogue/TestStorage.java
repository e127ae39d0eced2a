package dev.tributary.ingestion.catalogue;

import dev.tributary.Settings;
import dev.tributary.Settings.Source;
import dev.tributary.database.Database;
import dev.tributary.database.DatabaseDefinition;
import dev.tributary.database.DatabasePlugin;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/// What databases are kept in; tests of what is written to them run on each.
public enum TestStorage {
  SQLITE {
    @Override
    Map<String, String> values(Path folder) {
      return Map.of("database.folder", folder.toString());
    }
  },
  POSTGRESQL {
    @Override
    Map<String, String> values(Path folder) {
      return Map.of("database.url", Server.newDatabase(), "database.user", Server.USER);
    }
  };

  /// A new database, in `folder` if it is a file.
  public Database open(Path folder, DatabaseDefinition definition) {
    return DatabasePlugin.open(
        Settings.resolve(
            new DatabasePlugin().settings(),
            List.of(new Source("the test", values(folder), false))),
        definition);
  }

  abstract Map<String, String> values(Path folder);

  /// One PostgreSQL server for all tests, on a free port of this machine. It ends with the process.
  private static final class Server {
    static final String USER = "postgres";

    private static final EmbeddedPostgres SERVER = start();
    private static final AtomicInteger DATABASES = new AtomicInteger();

    static String newDatabase() {
      var name = "test_" + DATABASES.incrementAndGet();
      try (var connection = SERVER.getPostgresDatabase().getConnection();
          var statement = connection.createStatement()) {
        statement.execute(
            "create database %s template template0 locale_provider builtin builtin_locale 'C.UTF-8'"
                .formatted(name));
      } catch (SQLException failure) {
        throw new AssertionError("cannot create the database of a test", failure);
      }
      return "jdbc:postgresql://127.0.0.1:%d/%s".formatted(SERVER.getPort(), name);
    }

    private static EmbeddedPostgres start() {
      try {
        return EmbeddedPostgres.builder().setLocaleConfig("locale", "C").start();
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      }
    }
  }
}
