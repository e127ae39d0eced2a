package dev.tributary.database;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tables that belong together, and their migrations: `db/<name>/V<number>__<words>.sql` on the
/// class path, brought in by Flyway. Several schemas share one database; each has its own history
/// table.
///
/// @param name of lower-case letters
/// @param version of its newest migration; a database that has it already is opened without asking
///   Flyway, which takes longer to start than all the rest
public record Schema(String name, int version) {
  private static final Logger log = LoggerFactory.getLogger(Schema.class);

  public Schema {
    if (!name.matches("[a-z]+")) {
      throw new IllegalArgumentException(
          "expected a schema's name of lower-case letters, got: \"" + name + "\"");
    }
  }

  /// Brings the database up to this version.
  ///
  /// @throws DatabaseException if the database is of a newer version, or a migration fails
  void migrate(DataSource dataSource, Connection connection) throws SQLException {
    int applied = applied(connection);
    refuseNewer(applied);
    if (applied == version) {
      return;
    }
    var migrated =
        Flyway.configure(Schema.class.getClassLoader())
            .dataSource(dataSource)
            .locations("classpath:db/" + name)
            .table(historyTable())
            .baselineOnMigrate(true)
            .baselineVersion("0")
            .load()
            .migrate();
    if (!migrated.success || applied(connection) != version) {
      throw new DatabaseException(
          "expected the migrations in db/%s to lead to version %d, got: %d"
              .formatted(name, version, applied(connection)));
    }
    log.atInfo()
        .addKeyValue("schema", name)
        .addKeyValue("from", applied)
        .addKeyValue("to", version)
        .log("schema.migrated");
  }

  /// Makes sure that the database is of this version.
  ///
  /// @throws DatabaseException if it is of another
  void check(Connection connection) throws SQLException {
    int applied = applied(connection);
    refuseNewer(applied);
    if (applied < version) {
      throw new DatabaseException(
          "the database has version %d of schema %s, expected %d: any command that writes to it migrates it"
              .formatted(applied, name, version));
    }
  }

  private void refuseNewer(int applied) {
    if (applied > version) {
      throw new DatabaseException(
          "the database has version %d of schema %s, this program knows up to %d: use the newer program that wrote it"
              .formatted(applied, name, version));
    }
  }

  private int applied(Connection connection) throws SQLException {
    try (var tables =
        connection.getMetaData().getTables(null, null, historyTable(), new String[] {"TABLE"})) {
      if (!tables.next()) {
        return 0;
      }
    }
    try (var statement = connection.createStatement();
        var versions =
            statement.executeQuery(
                "select max(cast(version as integer)) from " + historyTable() + " where success")) {
      return versions.next() ? versions.getInt(1) : 0;
    }
  }

  private String historyTable() {
    return name + "_schema_history";
  }
}
