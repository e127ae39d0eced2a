package dev.tributary.database;

import dev.tributary.spi.Command.Invocation;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;

/// `tributary db migrate`: applies what is pending in the databases that are there. Each schema
/// comes to its newest version, or stays as it is; one that does not come there stops no other.
final class MigrateCommand {
  private static final int DONE = 0;
  private static final int FAILED = 1;

  private final Invocation invocation;

  private MigrateCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  static int run(Invocation invocation) {
    return run(invocation, KnownDatabases.find());
  }

  static int run(Invocation invocation, KnownDatabases known) {
    var command = new MigrateCommand(invocation);
    var status = DONE;
    for (var definition : known.chosen(invocation.arguments().stream().findFirst())) {
      status =
          Math.max(status, command.migrate(DatabaseStatus.of(definition, invocation.settings())));
    }
    return status;
  }

  private int migrate(DatabaseStatus database) {
    var name = database.definition().name();
    if (!database.there()) {
      invocation
          .out()
          .printf(
              "%s: %s is not there yet; whoever first opens it makes it%n",
              name, database.storage().place());
      return DONE;
    }
    if (database.problem().isPresent()) {
      return failed(name, database.problem().get());
    }
    var status = DONE;
    for (var schema : database.schemas()) {
      status = Math.max(status, migrate(database, schema));
    }
    return status;
  }

  private int migrate(DatabaseStatus database, SchemaStatus status) {
    var name = database.definition().name();
    var schema = status.schema();
    if (status.problem().isPresent()) {
      return failed(name, status.problem().get());
    }
    try {
      tell(name, schema, apply(schema, database.storage()));
      return DONE;
    } catch (DatabaseException | SQLException failure) {
      return failed(name, String.valueOf(failure.getMessage()));
    }
  }

  private static List<Migration> apply(Schema schema, Storage storage) throws SQLException {
    try (var connection = storage.writable().getConnection()) {
      return schema.migrate(storage, connection);
    }
  }

  private void tell(String name, Schema schema, List<Migration> applied) {
    if (applied.isEmpty()) {
      invocation
          .out()
          .printf("%s: schema %s has version %d already%n", name, schema.name(), schema.version());
    } else {
      invocation
          .out()
          .printf(
              "%s: schema %s is now at version %d; applied %s%n",
              name,
              schema.name(),
              schema.version(),
              applied.stream().map(Migration::toString).collect(Collectors.joining(", ")));
    }
  }

  private int failed(String name, String reason) {
    invocation.messages().printf("%s: %s%n", name, reason);
    return FAILED;
  }
}
