package dev.tributary.database;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;

/// A database that some module keeps, and the tables that are in it.
///
/// @param name by which operators call it: lower-case words joined by `-`
/// @param file its name in the folder of databases
/// @param schemas of different names
public record DatabaseDefinition(String name, String file, List<Schema> schemas) {

  public DatabaseDefinition {
    if (!name.matches("[a-z][a-z0-9]*(-[a-z0-9]+)*")) {
      throw new IllegalArgumentException(
          "expected a database's name of lower-case words joined by \"-\", got: \"" + name + "\"");
    }
    if (!file.matches("[A-Za-z0-9][A-Za-z0-9._-]*")) {
      throw new IllegalArgumentException(
          "expected the file of database %s to be a name without folders, got: \"%s\""
              .formatted(name, file));
    }
    schemas = List.copyOf(schemas);
    var names = new HashSet<String>();
    for (var schema : schemas) {
      if (!names.add(schema.name())) {
        throw new IllegalArgumentException(
            "expected schemas of different names in database %s, found two called %s"
                .formatted(name, schema.name()));
      }
    }
  }

  /// A database in a file that is named after it.
  public static DatabaseDefinition of(String name, Schema... schemas) {
    return new DatabaseDefinition(name, name + ".db", List.of(schemas));
  }

  /// The file, in `folder`.
  public Path in(Path folder) {
    return folder.resolve(file);
  }

  /// Opens this database in `path`, as [Database#open] does.
  ///
  /// @throws DatabaseException if that fails
  public Database open(Path path) {
    return Database.open(path, schemas.toArray(Schema[]::new));
  }
}
