package dev.tributary.database;

import dev.tributary.spi.HealthCheck.Health;
import dev.tributary.spi.HealthCheck.Health.Healthy;
import dev.tributary.spi.HealthCheck.Health.Unhealthy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/// Whether a database of SQLite's can be read, is undamaged, has the version that this program
/// works with, and has room to grow. Looks for a few seconds at most, and stops nobody who writes
/// meanwhile.
///
/// @param inspection how long damage is looked for
/// @param room how many bytes have to be free on its disk
record FileHealth(DatabaseDefinition definition, Path file, Duration inspection, long room) {
  private static final Duration INSPECTION = Duration.ofSeconds(2);
  private static final Duration PATIENCE_WITH_OTHERS = Duration.ofSeconds(2);
  private static final long MEBIBYTE = 1L << 20;
  private static final long ROOM = 512 * MEBIBYTE;

  /// Of `definition` in `file`, in the time and with the room that are usual.
  static FileHealth of(DatabaseDefinition definition, Path file) {
    return new FileHealth(definition, file, INSPECTION, ROOM);
  }

  Health ask() throws IOException {
    try (var connection = Sqlite.readOnly(file, PATIENCE_WITH_OTHERS).getConnection()) {
      var found = Sqlite.inspect(connection, inspection);
      if (found.damage().isPresent()) {
        return damaged(found.damage().get());
      }
      var versions = Versions.in(new SqliteFile(file), connection, definition);
      if (versions.wrong().isPresent()) {
        return versions.wrong().get();
      }
      return room(connection, versions.right(), found.complete());
    } catch (SQLException failure) {
      return new Unhealthy(
          "the database %s cannot be read: %s".formatted(file, failure.getMessage()),
          "see that the file and its folder can be read and written by this user; if it is damaged, restore it from a backup");
    }
  }

  private Health damaged(String damage) {
    return new Unhealthy(
        "the database %s is damaged: %s".formatted(file, damage),
        "stop what writes to it, keep the file, and restore it from a backup");
  }

  private Health room(Connection connection, String versions, boolean complete)
      throws SQLException, IOException {
    var free = Files.getFileStore(file).getUsableSpace();
    if (free < room) {
      return new Unhealthy(
          "the disk of the database %s has %d MiB free, expected %d MiB or more"
              .formatted(file, free / MEBIBYTE, room / MEBIBYTE),
          "make room on that disk: without it nothing can be written any more");
    }
    return new Healthy(
        "SQLite %s at %s, %d MiB, %s%s; %d MiB free"
            .formatted(
                Sqlite.version(connection),
                file,
                Files.size(file) / MEBIBYTE,
                versions,
                complete ? "" : ", inspected in part",
                free / MEBIBYTE));
  }
}
