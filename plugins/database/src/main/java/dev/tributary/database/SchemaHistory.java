package dev.tributary.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/// What a database remembers of the migrations of one schema.
///
/// @param version of the newest that was applied; 0 if none was
/// @param appliedAt when that was; empty if none was
record SchemaHistory(int version, Optional<Instant> appliedAt) {
  private static final SchemaHistory NONE = new SchemaHistory(0, Optional.empty());

  /// Reads it without Flyway, which takes half a second to start.
  static SchemaHistory read(Storage storage, Connection connection, Schema schema)
      throws SQLException {
    var table = schema.historyTable();
    if (!storage.hasTable(connection, table)) {
      return NONE;
    }
    try (var statement = connection.createStatement();
        var newest =
            statement.executeQuery(
                "select cast(version as integer) as version, installed_on from "
                    + table
                    + " where success and version <> '0' order by 1 desc limit 1")) {
      return newest.next()
          ? new SchemaHistory(
              newest.getInt("version"), Optional.of(instant(newest.getString("installed_on"))))
          : NONE;
    }
  }

  /// Flyway has the database write the time, as `2026-01-31 12:00:00.000` in UTC.
  private static Instant instant(String installedOn) {
    return Instant.parse(installedOn.replace(' ', 'T') + "Z");
  }
}
