package dev.tributary.database;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/// A connection with a transaction of its owner's, lent to somebody who wants to begin, commit and
/// close by himself: all that does nothing. The owner alone decides what becomes of the
/// transaction.
final class LentConnection implements InvocationHandler {
  private final Connection connection;
  private boolean autoCommit = true;

  private LentConnection(Connection connection) {
    this.connection = connection;
  }

  /// A data source that has this one connection.
  static DataSource source(Connection connection) {
    var lent = proxy(Connection.class, new LentConnection(connection));
    return proxy(
        DataSource.class,
        (_, method, _) -> {
          if (method.getName().equals("getConnection")) {
            return lent;
          }
          throw new UnsupportedOperationException(method.toString());
        });
  }

  @Override
  public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments)
      throws Throwable {
    switch (method.getName()) {
      case "close", "commit", "rollback" -> {
        return null;
      }
      case "setAutoCommit" -> {
        autoCommit = arguments != null && Boolean.TRUE.equals(arguments[0]);
        return null;
      }
      case "getAutoCommit" -> {
        return autoCommit;
      }
      default -> {
        return onTheConnection(method, arguments);
      }
    }
  }

  private @Nullable Object onTheConnection(Method method, Object @Nullable [] arguments)
      throws Throwable {
    try {
      return method.invoke(connection, arguments);
    } catch (InvocationTargetException thrown) {
      throw thrown.getTargetException();
    }
  }

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return type.cast(
        Proxy.newProxyInstance(
            LentConnection.class.getClassLoader(), new Class<?>[] {type}, handler));
  }
}
