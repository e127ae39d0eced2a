package dev.tributary.database;

import dev.tributary.Settings;
import dev.tributary.Settings.Source;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What databases are kept in. A test that runs on each has a place of its own in every one, known
/// by its folder.
public enum TestStorage {
  SQLITE {
    @Override
    Storage in(Path folder, String name) {
      return new SqliteFile(folder.resolve(name + ".db"));
    }

    @Override
    Map<String, String> values(Path folder) {
      return Map.of("database.folder", folder.toString());
    }
  },
  POSTGRESQL {
    @Override
    Storage in(Path folder, String name) {
      return PostgresSchema.of(
          TestServer.database(folder), Optional.of(TestServer.USER), Optional.empty(), name);
    }

    @Override
    Map<String, String> values(Path folder) {
      return Map.of("database.url", TestServer.database(folder), "database.user", TestServer.USER);
    }
  };

  /// The database `name` of the test that has `folder`.
  abstract Storage in(Path folder, String name);

  /// The settings that lead there.
  abstract Map<String, String> values(Path folder);

  Database open(Path folder, String name, Schema... schemas) {
    return Database.open(in(folder, name), Database.READERS, schemas);
  }

  DatabaseReader read(Path folder, String name, Schema... schemas) {
    return SingleConnectionReader.open(in(folder, name), schemas);
  }

  /// Settings that lead to the databases of the test that has `folder`.
  public Settings settings(Path folder) {
    return Settings.resolve(
        new DatabasePlugin().settings(), List.of(new Source("the test", values(folder), false)));
  }
}
