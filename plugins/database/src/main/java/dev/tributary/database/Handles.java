package dev.tributary.database;

import java.sql.Connection;
import java.sql.Types;
import java.time.Instant;
import org.jdbi.v3.core.ConnectionFactory;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.argument.AbstractArgumentFactory;
import org.jdbi.v3.core.argument.Argument;
import org.jdbi.v3.core.config.ConfigRegistry;
import org.jspecify.annotations.Nullable;

/// Jdbi as we use it: instants are bound as [Timestamps], and texts without the character zero,
/// which PostgreSQL does not take.
final class Handles {
  private Handles() {}

  /// Handles on connections that are given back when a handle is closed.
  static Jdbi on(ConnectionFactory connections) {
    return Jdbi.create(connections)
        .registerArgument(new InstantArgument())
        .registerArgument(new TextArgument());
  }

  /// Handles on a connection that stays open when a handle is closed, and keeps its prepared
  /// statements. For one thread at a time.
  static Jdbi onOne(Connection connection) {
    var statements = new StatementCache();
    return on(new ConnectionFactory() {
          @Override
          public Connection openConnection() {
            return connection;
          }

          @Override
          public void closeConnection(Connection kept) {}
        })
        .setStatementBuilderFactory(_ -> statements);
  }

  private static final class TextArgument extends AbstractArgumentFactory<String> {
    private static final char REPLACEMENT = '\uFFFD';

    TextArgument() {
      super(Types.VARCHAR);
    }

    @Override
    protected Argument build(@Nullable String value, ConfigRegistry config) {
      var text = value == null ? null : value.replace('\0', REPLACEMENT);
      return (position, statement, _) -> statement.setString(position, text);
    }
  }

  private static final class InstantArgument extends AbstractArgumentFactory<Instant> {
    InstantArgument() {
      super(Types.VARCHAR);
    }

    @Override
    protected Argument build(@Nullable Instant value, ConfigRegistry config) {
      var text = value == null ? null : Timestamps.text(value);
      return (position, statement, _) -> statement.setString(position, text);
    }
  }
}
