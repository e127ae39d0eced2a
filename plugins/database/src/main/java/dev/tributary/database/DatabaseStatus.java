package dev.tributary.database;

import dev.tributary.Settings;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// How a database stands.
///
/// @param there whether it is
/// @param schemas empty if it is not there or cannot be read
/// @param problem why it cannot be read
record DatabaseStatus(
    DatabaseDefinition definition,
    Storage storage,
    boolean there,
    List<SchemaStatus> schemas,
    Optional<String> problem) {
  DatabaseStatus {
    schemas = List.copyOf(schemas);
  }

  /// Looks at the database without changing it.
  static DatabaseStatus of(DatabaseDefinition definition, Settings settings) {
    var storage = Storage.of(settings, definition);
    try {
      return storage.exists()
          ? new DatabaseStatus(
              definition, storage, true, schemas(definition, storage), Optional.empty())
          : new DatabaseStatus(definition, storage, false, List.of(), Optional.empty());
    } catch (SQLException failure) {
      var problem = "cannot be read: " + failure.getMessage();
      return new DatabaseStatus(definition, storage, true, List.of(), Optional.of(problem));
    }
  }

  private static List<SchemaStatus> schemas(DatabaseDefinition definition, Storage storage)
      throws SQLException {
    var readable = storage.readable();
    var schemas = new ArrayList<SchemaStatus>();
    try (var connection = readable.getConnection()) {
      for (var schema : definition.schemas()) {
        var history = SchemaHistory.read(storage, connection, schema);
        schemas.add(Migrations.of(schema, storage, readable).status(history));
      }
    }
    return schemas;
  }
}
