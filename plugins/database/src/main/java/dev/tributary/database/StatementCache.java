package dev.tributary.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import org.jdbi.v3.core.statement.DefaultStatementBuilder;
import org.jdbi.v3.core.statement.StatementContext;

/// Keeps the prepared statements of one connection for the next work that needs them: to prepare
/// one costs as much as to run it. For one thread at a time.
///
/// A statement that is in use is not idle, so the same SQL may be used while it is.
final class StatementCache extends DefaultStatementBuilder {
  private static final int LIMIT = 128;

  /// By their SQL, the one that has been idle longest first.
  private final LinkedHashMap<String, PreparedStatement> idle = new LinkedHashMap<>();

  /// Jdbi names a statement by its template when it closes it, so we remember the SQL.
  private final IdentityHashMap<Statement, String> inUse = new IdentityHashMap<>();

  @Override
  public PreparedStatement create(Connection connection, String sql, StatementContext context)
      throws SQLException {
    if (context.isReturningGeneratedKeys()) {
      return super.create(connection, sql, context);
    }
    var known = idle.remove(sql);
    var statement = known == null ? super.create(connection, sql, context) : known;
    inUse.put(statement, sql);
    return statement;
  }

  @Override
  public void close(Connection connection, String template, Statement statement)
      throws SQLException {
    var sql = inUse.remove(statement);
    if (sql != null && statement instanceof PreparedStatement prepared && !prepared.isClosed()) {
      prepared.clearParameters();
      prepared.clearBatch();
      keep(sql, prepared);
    } else {
      super.close(connection, template, statement);
    }
  }

  private void keep(String sql, PreparedStatement statement) throws SQLException {
    var other = idle.put(sql, statement);
    if (other != null) {
      other.close();
    }
    if (idle.size() > LIMIT) {
      idle.pollFirstEntry().getValue().close();
    }
  }
}
