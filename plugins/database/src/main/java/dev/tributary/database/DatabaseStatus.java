package dev.tributary.database;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// How a database stands.
///
/// @param there whether its file is
/// @param schemas empty if it is not there or cannot be read
/// @param problem why it cannot be read
record DatabaseStatus(
    DatabaseDefinition definition,
    Path file,
    boolean there,
    List<SchemaStatus> schemas,
    Optional<String> problem) {
  DatabaseStatus {
    schemas = List.copyOf(schemas);
  }

  /// Looks at the file without changing it.
  static DatabaseStatus of(DatabaseDefinition definition, Path folder) {
    var file = definition.in(folder);
    if (!Files.exists(file)) {
      return new DatabaseStatus(definition, file, false, List.of(), Optional.empty());
    }
    try {
      return new DatabaseStatus(
          definition, file, true, schemas(definition, file), Optional.empty());
    } catch (SQLException failure) {
      var problem = "cannot be read: " + failure.getMessage();
      return new DatabaseStatus(definition, file, true, List.of(), Optional.of(problem));
    }
  }

  private static List<SchemaStatus> schemas(DatabaseDefinition definition, Path file)
      throws SQLException {
    var readable = Sqlite.readOnly(file);
    var schemas = new ArrayList<SchemaStatus>();
    try (var connection = readable.getConnection()) {
      for (var schema : definition.schemas()) {
        var history = SchemaHistory.read(connection, schema);
        schemas.add(Migrations.of(schema, readable).status(history));
      }
    }
    return schemas;
  }
}
