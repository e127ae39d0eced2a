package dev.tributary.database;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.CoreErrorCode;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.exception.FlywayValidateException;
import org.flywaydb.core.api.output.ValidateOutput;

/// What Flyway does with the migrations of one schema in one database. It takes half a second to
/// start, so whoever can do without does.
final class Migrations {
  private final Schema schema;
  private final Flyway flyway;

  private Migrations(Schema schema, Flyway flyway) {
    this.schema = schema;
    this.flyway = flyway;
  }

  static Migrations of(Schema schema, Storage storage, DataSource dataSource) {
    var configuration =
        Flyway.configure(Schema.class.getClassLoader())
            .dataSource(dataSource)
            .locations(locations(schema, storage))
            .table(schema.historyTable())
            .baselineOnMigrate(true)
            .baselineVersion("0")
            .ignoreMigrationPatterns("*:pending");
    if (!schema.scripts().isEmpty()) {
      configuration.resourceProvider(new Scripts(schema));
    }
    return new Migrations(schema, configuration.load());
  }

  private static String[] locations(Schema schema, Storage storage) {
    var common = "db/" + schema.name();
    return Stream.of(common, common + "-" + storage.dialect())
        .filter(folder -> Schema.class.getClassLoader().getResource(folder) != null)
        .map(folder -> "classpath:" + folder)
        .toArray(String[]::new);
  }

  /// How the schema stands, given its history. Changes nothing.
  SchemaStatus status(SchemaHistory history) {
    try {
      var problem = schema.newer(history.version()).or(this::problem);
      return new SchemaStatus(
          schema, history, problem.isPresent() ? List.of() : pending(), problem);
    } catch (FlywayException failure) {
      var problem =
          "the history of schema %s cannot be read: %s".formatted(schema.name(), said(failure));
      return new SchemaStatus(schema, history, List.of(), Optional.of(problem));
    }
  }

  /// Applies what is pending.
  ///
  /// @return what that was, the newest version last
  /// @throws DatabaseException if it cannot be applied, or does not lead to the schema's version
  List<Migration> apply() {
    var applied = migrate();
    if (applied.isEmpty() || applied.getLast().version() != schema.version()) {
      throw new DatabaseException(incomplete(newest()));
    }
    return applied;
  }

  private List<Migration> migrate() {
    try {
      return flyway.migrate().migrations.stream()
          .map(done -> new Migration(Integer.parseInt(done.version), done.description))
          .toList();
    } catch (FlywayValidateException invalid) {
      throw new DatabaseException(problem().orElseGet(() -> said(invalid)), invalid);
    } catch (FlywayException failure) {
      throw new DatabaseException(schema.notMigrated(said(failure)), failure);
    }
  }

  private List<Migration> pending() {
    return Arrays.stream(flyway.info().pending()).map(Migrations::migration).toList();
  }

  /// Why the migrations that we have do not go on from those that were applied.
  private Optional<String> problem() {
    var newest = newest();
    if (newest != schema.version()) {
      return Optional.of(incomplete(newest));
    }
    var invalid = flyway.validateWithResult().invalidMigrations;
    return invalid.stream().map(this::problem).reduce((one, other) -> one + "; " + other);
  }

  /// The version to which our migrations lead.
  private int newest() {
    return Arrays.stream(flyway.info().all())
        .filter(each -> each.getState().isResolved())
        .mapToInt(Migrations::version)
        .max()
        .orElse(0);
  }

  private String incomplete(int newest) {
    return "expected migrations of schema %s up to version %d in db/%s on the class path, found up to %d; this program is not whole, install it anew"
        .formatted(schema.name(), schema.version(), schema.name(), newest);
  }

  private String problem(ValidateOutput invalid) {
    var code = invalid.errorDetails.errorCode;
    if (code == CoreErrorCode.CHECKSUM_MISMATCH) {
      return "migration V%s (%s) of schema %s was changed after it had been applied; put it back as it was, and make the change a further migration"
          .formatted(invalid.version, invalid.description, schema.name());
    }
    if (code == CoreErrorCode.APPLIED_VERSIONED_MIGRATION_NOT_RESOLVED) {
      return "migration V%s (%s) of schema %s was applied, but this program does not have it; use the program that applied it"
          .formatted(invalid.version, invalid.description, schema.name());
    }
    return "migration V%s (%s) of schema %s: %s"
        .formatted(
            invalid.version,
            invalid.description,
            schema.name(),
            invalid.errorDetails.errorMessage.lines().collect(Collectors.joining(" ")));
  }

  private static Migration migration(MigrationInfo info) {
    return new Migration(version(info), info.getDescription());
  }

  private static int version(MigrationInfo info) {
    return Integer.parseInt(info.getVersion().getVersion());
  }

  /// What failed and what the innermost cause says, on one line.
  private static String said(Throwable failure) {
    var root = failure;
    for (var cause = root.getCause(); cause != null; cause = root.getCause()) {
      root = cause;
    }
    var reason = String.valueOf(root.getMessage()).lines().collect(Collectors.joining(" "));
    return root == failure
        ? reason
        : String.valueOf(failure.getMessage()).lines().findFirst().orElse("") + ": " + reason;
  }
}
