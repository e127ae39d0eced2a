package dev.tributary.database;

import java.sql.Connection;
import java.sql.SQLException;

/// Statements that every database knows, on connections whose transactions are begun by statements
/// too.
final class Sql {
  private Sql() {}

  static void commit(Connection connection) throws SQLException {
    execute(connection, "commit");
  }

  static void rollback(Connection connection) throws SQLException {
    execute(connection, "rollback");
  }

  static void execute(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /// Whether `query`, with `parameter` for its one question mark, finds anything.
  static boolean finds(Connection connection, String query, String parameter) throws SQLException {
    try (var statement = connection.prepareStatement(query)) {
      statement.setString(1, parameter);
      try (var rows = statement.executeQuery()) {
        return rows.next();
      }
    }
  }
}
