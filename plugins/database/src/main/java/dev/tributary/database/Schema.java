package dev.tributary.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tables that belong together, and the migrations that lead to them, brought in by Flyway. Several
/// schemas share one database; each has a history of its own.
///
/// @param name of lower-case letters
/// @param version of its newest migration; a database that has it already is opened without asking
///   Flyway, which takes longer to start than all the rest
/// @param scripts the migrations as SQL, the first of them leading to version 1; if it is empty,
///   they are `db/<name>/V<number>__<words>.sql` on the class path, and those that SQLite and
///   PostgreSQL need different ones for, in `db/<name>-sqlite/` and `db/<name>-postgresql/`
public record Schema(String name, int version, List<String> scripts) {
  private static final Logger log = LoggerFactory.getLogger(Schema.class);

  public Schema {
    if (!name.matches("[a-z]+")) {
      throw new IllegalArgumentException(
          "expected a schema's name of lower-case letters, got: \"" + name + "\"");
    }
    if (version < 1) {
      throw new IllegalArgumentException(
          "expected schema %s to have version 1 or more, got: %d".formatted(name, version));
    }
    scripts = List.copyOf(scripts);
    if (!scripts.isEmpty() && scripts.size() != version) {
      throw new IllegalArgumentException(
          "expected %d migrations of schema %s, one for each version, got: %d"
              .formatted(version, name, scripts.size()));
    }
  }

  /// A schema whose migrations are on the class path.
  public Schema(String name, int version) {
    this(name, version, List.of());
  }

  /// A schema whose migrations are given here: the first leads to version 1, the last to the
  /// newest. One that any database has seen is never changed; a change is a further one.
  public static Schema of(String name, String... migrations) {
    return new Schema(name, migrations.length, List.of(migrations));
  }

  /// Brings the database up to this version, in a transaction that waits for those of others.
  ///
  /// @return what was applied to it
  /// @throws DatabaseException if the database is of a newer version, or a migration fails; the
  ///   schema is as it was
  List<Migration> migrate(Storage storage, Connection connection) throws SQLException {
    if (applied(storage, connection) == version) {
      return List.of();
    }
    try {
      storage.beginWriting(connection);
      storage.prepare(connection);
      // Others may have migrated it while we waited for them.
      var before = applied(storage, connection);
      var migrations =
          before == version
              ? List.<Migration>of()
              : Migrations.of(this, storage, LentConnection.source(connection)).apply();
      Sql.commit(connection);
      tell(before, migrations);
      return migrations;
    } catch (SQLException failure) {
      undo(connection, failure);
      throw new DatabaseException(notMigrated(String.valueOf(failure.getMessage())), failure);
    } catch (RuntimeException | Error failure) {
      undo(connection, failure);
      throw failure;
    }
  }

  /// Makes sure that the database is of this version.
  ///
  /// @throws DatabaseException if it is of another
  void check(Storage storage, Connection connection) throws SQLException {
    var applied = applied(storage, connection);
    if (applied < version) {
      throw new DatabaseException(
          "the database has version %d of schema %s, expected %d: `tributary db migrate`, and any command that writes to it, migrates it"
              .formatted(applied, name, version));
    }
  }

  /// What is said of a database that has `applied`, a version that this program does not know.
  Optional<String> newer(int applied) {
    return applied <= version
        ? Optional.empty()
        : Optional.of(
            "the database has version %d of schema %s, this program knows up to %d: use the newer program that wrote it"
                .formatted(applied, name, version));
  }

  String notMigrated(String reason) {
    return "cannot migrate schema %s to version %d; it is as it was before: %s"
        .formatted(name, version, reason);
  }

  String historyTable() {
    return name + "_schema_history";
  }

  /// The database's version.
  ///
  /// @throws DatabaseException if it is newer than this program knows
  private int applied(Storage storage, Connection connection) throws SQLException {
    var applied = SchemaHistory.read(storage, connection, this).version();
    newer(applied)
        .ifPresent(
            reason -> {
              throw new DatabaseException(reason);
            });
    return applied;
  }

  private void tell(int before, List<Migration> migrations) {
    if (!migrations.isEmpty()) {
      log.atInfo()
          .addKeyValue("schema", name)
          .addKeyValue("from", before)
          .addKeyValue("to", version)
          .log("schema.migrated");
    }
  }

  private static void undo(Connection connection, Throwable failure) {
    try {
      Sql.rollback(connection);
    } catch (SQLException nothingToUndo) {
      failure.addSuppressed(nothingToUndo);
    }
  }
}
