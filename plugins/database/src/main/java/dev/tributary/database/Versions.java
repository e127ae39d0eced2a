package dev.tributary.database;

import dev.tributary.spi.HealthCheck.Health;
import dev.tributary.spi.HealthCheck.Health.Unhealthy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Optional;

/// Whether the schemas of a database have the versions that this program works with.
///
/// @param right the schemas that do, with their versions
/// @param wrong the first that does not, if there is any
record Versions(String right, Optional<Health> wrong) {

  static Versions in(Storage storage, Connection connection, DatabaseDefinition definition)
      throws SQLException {
    var right = new ArrayList<String>();
    for (var schema : definition.schemas()) {
      var applied = SchemaHistory.read(storage, connection, schema).version();
      if (applied != schema.version()) {
        return new Versions("", Optional.of(wrong(storage, definition, schema, applied)));
      }
      right.add(schema.name() + " " + applied);
    }
    return new Versions(String.join(", ", right), Optional.empty());
  }

  private static Health wrong(
      Storage storage, DatabaseDefinition definition, Schema schema, int applied) {
    return schema
        .newer(applied)
        .map(reason -> new Unhealthy(reason, "start the newer program"))
        .orElseGet(
            () ->
                new Unhealthy(
                    "the database %s has version %d of schema %s, expected %d"
                        .formatted(storage.place(), applied, schema.name(), schema.version()),
                    "run: tributary db migrate " + definition.name()));
  }
}
