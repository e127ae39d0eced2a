package dev.tributary.database;

import java.util.List;
import java.util.Optional;

/// How one schema stands in a database.
///
/// @param pending what migrating would apply, in this order
/// @param problem why it is not to be migrated, and what to do about it
record SchemaStatus(
    Schema schema, SchemaHistory history, List<Migration> pending, Optional<String> problem) {
  SchemaStatus {
    pending = List.copyOf(pending);
  }
}
