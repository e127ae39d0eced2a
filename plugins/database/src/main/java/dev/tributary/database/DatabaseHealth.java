package dev.tributary.database;

import dev.tributary.Settings;
import dev.tributary.spi.HealthCheck;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;

/// The health checks of the databases that are known.
final class DatabaseHealth {
  private DatabaseHealth() {}

  /// One for each file that is there, or for each schema that a server should have.
  static List<HealthCheck> checks(Settings settings, KnownDatabases known) {
    return known.byName().values().stream()
        .flatMap(definition -> check(definition, Storage.of(settings, definition)).stream())
        .toList();
  }

  private static Optional<HealthCheck> check(DatabaseDefinition definition, Storage storage) {
    var name = "database " + definition.name();
    return switch (storage) {
      case SqliteFile(var file) ->
          Files.exists(file)
              ? Optional.of(new HealthCheck(name, FileHealth.of(definition, file)::ask))
              : Optional.empty();
      case PostgresSchema schema ->
          Optional.of(new HealthCheck(name, new ServerHealth(definition, schema)::ask));
    };
  }
}
