package dev.tributary.database;

import dev.tributary.spi.HealthCheck.Health;
import dev.tributary.spi.HealthCheck.Health.Healthy;
import dev.tributary.spi.HealthCheck.Health.Unhealthy;
import java.sql.Connection;
import java.sql.SQLException;

/// Whether the server of a database answers within a few seconds and takes writes, and whether the
/// database has the version that this program works with. Stops nobody who writes meanwhile.
record ServerHealth(DatabaseDefinition definition, PostgresSchema schema) {
  private static final int PATIENCE_SECONDS = 5;
  private static final long MEBIBYTE = 1L << 20;

  Health ask() {
    try (var connection = schema.readable(PATIENCE_SECONDS).getConnection()) {
      return state(connection);
    } catch (SQLException failure) {
      return new Unhealthy(
          "the database %s cannot be read: %s".formatted(schema.place(), failure.getMessage()),
          "see that the server runs, and that database.url, database.user and database.password.file are right");
    }
  }

  private Health state(Connection connection) throws SQLException {
    if (ask(connection, "select pg_is_in_recovery()").equals("t")) {
      return new Unhealthy(
          "the server of the database %s is a standby, which takes no writes"
              .formatted(schema.place()),
          "name the primary in database.url");
    }
    var server = "PostgreSQL " + connection.getMetaData().getDatabaseProductVersion();
    if (!schema.exists(connection)) {
      return new Healthy(
          "%s; %s is not there yet, whoever first opens it makes it"
              .formatted(server, schema.place()));
    }
    var versions = Versions.in(schema, connection, definition);
    if (versions.wrong().isPresent()) {
      return versions.wrong().get();
    }
    var bytes = Long.parseLong(ask(connection, size()));
    return new Healthy(
        "%s, %s, %d MiB, %s".formatted(server, schema.place(), bytes / MEBIBYTE, versions.right()));
  }

  private String size() {
    return """
    select coalesce(sum(pg_total_relation_size(c.oid)), 0) from pg_class c
    where c.relkind = 'r' and c.relnamespace = to_regnamespace('"%s"')
    """
        .formatted(schema.name());
  }

  /// The one value that `query` gives.
  private static String ask(Connection connection, String query) throws SQLException {
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery(query)) {
      rows.next();
      return rows.getString(1);
    }
  }
}
