package dev.tributary.database;

import java.util.List;

/// The databases of the tests, found as those of any module are.
public final class NoteDatabases implements DatabaseDefinitions {
  static final DatabaseDefinition NOTES =
      DatabaseDefinition.of("notes", Notes.SCHEMA, Effects.SCHEMA);
  static final DatabaseDefinition ARCHIVE =
      new DatabaseDefinition("archive", "old-notes.db", List.of(Notes.SCHEMA));

  @Override
  public List<DatabaseDefinition> databases() {
    return List.of(NOTES, ARCHIVE);
  }
}
