package dev.tributary.database;

import java.util.List;

/// Tells `tributary db` and the health checks which databases a module keeps. Found by
/// `ServiceLoader`: a line in `META-INF/services/dev.tributary.database.DatabaseDefinitions`.
@FunctionalInterface
public interface DatabaseDefinitions {
  /// The databases, whether they are there yet or not. Called often; it opens none of them.
  List<DatabaseDefinition> databases();
}
