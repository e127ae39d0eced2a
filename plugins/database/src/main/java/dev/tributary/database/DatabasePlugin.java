package dev.tributary.database;

import dev.tributary.Secret;
import dev.tributary.Setting;
import dev.tributary.Settings;
import dev.tributary.spi.Command;
import dev.tributary.spi.Command.Argument;
import dev.tributary.spi.Command.Option;
import dev.tributary.spi.HealthCheck;
import dev.tributary.spi.Measurement;
import dev.tributary.spi.Plugin;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Databases for applications, and `tributary db` for their operators.
///
///     var database = DatabasePlugin.open(settings, "orders", ORDERS, Effects.SCHEMA);
///
/// This class is looked at whenever a command line starts, so what it does at once needs neither
/// JDBC nor Flyway.
public final class DatabasePlugin implements Plugin {
  /// Where the databases are, if they are files.
  public static final Setting<Path> FOLDER =
      Setting.path("database.folder", "The folder that holds the databases, if no URL is given.")
          .orElse(Path.of("data"));

  /// Where the databases are, if they are schemas on a PostgreSQL server.
  public static final Setting<Optional<String>> URL =
      Setting.text(
              "database.url",
              "A database on a PostgreSQL server, such as jdbc:postgresql://db.example.org/tributary.")
          .optional();

  static final Setting<Optional<String>> USER =
      Setting.text("database.user", "The user on the PostgreSQL server.").optional();
  static final Setting<Optional<Secret>> PASSWORD =
      Setting.secret("database.password", "The password of the user.").optional();
  static final Setting<Integer> READERS =
      Setting.integer("database.readers", "How many connections to one database read at a time.")
          .where(number -> number > 0, "a positive integer")
          .orElse(Database.READERS);

  private static final Argument NAME =
      new Argument("NAME", "One database; all of them if it is left out.", false, false);

  /// Opens the database `name` in the folder or on the server that `settings` name, makes it if
  /// there is none, and migrates it.
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
    return Database.open(
        Storage.of(settings, definition),
        settings.get(READERS),
        definition.schemas().toArray(Schema[]::new));
  }

  /// Opens a database for reading only, as [DatabaseReader#open] does.
  ///
  /// @return a reader that is the caller's to close
  /// @throws DatabaseException if there is no such database, or if it has another version
  public static DatabaseReader read(Settings settings, DatabaseDefinition definition) {
    return SingleConnectionReader.open(
        Storage.of(settings, definition), definition.schemas().toArray(Schema[]::new));
  }

  /// Whether the database is there, be it without a table.
  ///
  /// @throws DatabaseException if that cannot be found out
  public static boolean exists(Settings settings, DatabaseDefinition definition) {
    return SingleConnectionReader.exists(Storage.of(settings, definition));
  }

  @Override
  public String name() {
    return "database";
  }

  @Override
  public List<Setting<?>> settings() {
    return List.of(FOLDER, URL, USER, PASSWORD, READERS);
  }

  /// How busy the databases are that this process has open.
  @Override
  public List<Measurement> measurements() {
    return DatabaseMeasurements.ofAllThatAreOpen();
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

  /// One for each known database: of files, for each that is there.
  @Override
  public List<HealthCheck> healthChecks(Settings settings) {
    return DatabaseHealth.checks(settings, KnownDatabases.find());
  }
}
