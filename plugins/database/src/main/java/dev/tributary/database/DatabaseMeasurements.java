package dev.tributary.database;

import dev.tributary.spi.Measurement;
import dev.tributary.spi.Measurement.Kind;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/// How busy the databases of this process are. Whoever opens one need not know that it is measured.
final class DatabaseMeasurements {
  private static final Set<Database> OPEN = ConcurrentHashMap.newKeySet();

  private DatabaseMeasurements() {}

  static List<Measurement> ofAllThatAreOpen() {
    return OPEN.stream().flatMap(DatabaseMeasurements::of).toList();
  }

  static void opened(Database database) {
    OPEN.add(database);
  }

  static void closed(Database database) {
    OPEN.remove(database);
  }

  private static Stream<Measurement> of(Database database) {
    return Stream.of(
        measured(database, "readers", "How many may read at a time.", database.readers()),
        measured(database, "readers_busy", "How many are reading.", database.reading()),
        measured(
            database,
            "reads_waiting",
            "How many wait to read, since all readers are busy.",
            database.waitingToRead()),
        measured(
            database,
            "writes_waiting",
            "How many wait for their turn to write.",
            database.waitingToWrite()),
        measured(
            database,
            "connections",
            "Connections of the pool of readers.",
            database.connections()));
  }

  private static Measurement measured(
      Database database, String what, String description, int value) {
    return new Measurement(
        "database_" + what, description, Kind.GAUGE, Map.of("database", database.name()), value);
  }
}
