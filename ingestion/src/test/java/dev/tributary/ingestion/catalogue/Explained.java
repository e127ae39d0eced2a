package dev.tributary.ingestion.catalogue;

import dev.tributary.database.DatabaseReader;
import dev.tributary.database.Work;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlLogger;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/// Reads an SQLite database, and tells how SQLite went about it: `SEARCH` where an index led it,
/// `SCAN` where it looked at all there is. That does not depend on how much there is.
public final class Explained implements DatabaseReader {
  private final DatabaseReader reader;
  private final List<String> plan = new ArrayList<>();

  /// @param reader of the database
  public Explained(DatabaseReader reader) {
    this.reader = reader;
  }

  /// The steps of all that was read.
  public List<String> plan() {
    return List.copyOf(plan);
  }

  @Override
  public <T extends @Nullable Object, X extends Exception> T read(Work<T, X> work)
      throws X, InterruptedException {
    return reader.read(
        handle -> {
          var queries = new ArrayList<String>();
          handle.getConfig(SqlStatements.class).setSqlLogger(noting(queries));
          var read = work.on(handle);
          handle.getConfig(SqlStatements.class).setSqlLogger(SqlLogger.NOP_SQL_LOGGER);
          queries.forEach(sql -> plan.addAll(steps(handle, sql)));
          return read;
        });
  }

  private static SqlLogger noting(List<String> queries) {
    return new SqlLogger() {
      @Override
      public void logBeforeExecution(StatementContext context) {
        queries.add(context.getParsedSql().getSql());
      }
    };
  }

  /// Any value does: what is asked for makes no difference.
  private static List<String> steps(Handle handle, String sql) {
    return handle
        .createQuery("explain query plan " + sql.replace("?", "1"))
        .map((row, _) -> row.getString("detail"))
        .list();
  }

  @Override
  public void close() {
    reader.close();
  }
}
