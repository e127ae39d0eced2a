package dev.tributary.database;

import dev.tributary.Setting;
import dev.tributary.Settings;
import dev.tributary.spi.Command;
import dev.tributary.spi.Command.Argument;
import dev.tributary.spi.Command.Option;
import dev.tributary.spi.HealthCheck;
import dev.tributary.spi.Plugin;
import java.nio.file.Path;
import java.util.List;

/// Databases for applications, and `tributary db` for their operators.
///
///     var database = DatabasePlugin.open(settings, "orders", ORDERS, Effects.SCHEMA);
///
/// This class is looked at whenever a command line starts, so what it does at once needs neither
/// JDBC nor Flyway.
public final class DatabasePlugin implements Plugin {
  /// Where the databases are.
  public static final Setting<Path> FOLDER =
      Setting.path("database.folder", "The folder that holds the databases.")
          .orElse(Path.of("data"));

  private static final Argument NAME =
      new Argument("NAME", "One database; all of them if it is left out.", false, false);

  /// Opens the database `name` in the folder that `settings` name, makes it if there is none, and
  /// migrates it.
  ///
  /// @return a database that is the caller's to close
  /// @throws DatabaseException if that fails
  /// @see #open(Settings, DatabaseDefinition)
  public static Database open(Settings settings, String name, Schema... schemas) {
    return open(settings, DatabaseDefinition.of(name, schemas));
  }

  /// The same, for a database that [DatabaseDefinitions] makes known to `tributary db` and the
  /// health checks.
  public static Database open(Settings settings, DatabaseDefinition definition) {
    return definition.open(definition.in(settings.get(FOLDER)));
  }

  @Override
  public String name() {
    return "database";
  }

  @Override
  public List<Setting<?>> settings() {
    return List.of(FOLDER);
  }

  @Override
  public List<Command> commands() {
    var json = new Option("json", "", "Print JSON instead of text.");
    return List.of(
        Command.group(
            "db",
            "Shows and migrates the databases.",
            List.of(
                Command.of(
                    "status",
                    "Shows the versions of the databases, and what is to be migrated.",
                    List.of(json),
                    List.of(NAME),
                    invocation -> StatusCommand.run(invocation)),
                Command.of(
                    "migrate",
                    "Brings the databases that are there to the newest version.",
                    List.of(),
                    List.of(NAME),
                    invocation -> MigrateCommand.run(invocation)))));
  }

  /// One for each known database that is there.
  @Override
  public List<HealthCheck> healthChecks(Settings settings) {
    return DatabaseHealth.checks(settings.get(FOLDER), KnownDatabases.find());
  }
}
