package dev.tributary.database;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.Statement;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;

/// Connections that cannot be had, or single statements of theirs that throw, when told to.
final class FaultyConnections {
  private final DataSource dataSource;
  private final Map<String, Fault> faults = new ConcurrentHashMap<>();
  private final AtomicReference<Optional<Error>> absent = new AtomicReference<>(Optional.empty());
  private final AtomicInteger opened = new AtomicInteger();

  private record Fault(Throwable thrown, boolean afterwards) {}

  FaultyConnections(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  /// The next time that just `sql` is to be executed, it is not, and `thrown` is thrown.
  void failInstead(String sql, Throwable thrown) {
    faults.put(sql, new Fault(thrown, false));
  }

  /// The next time that just `sql` is executed, `thrown` is thrown afterwards.
  void failAfter(String sql, Throwable thrown) {
    faults.put(sql, new Fault(thrown, true));
  }

  /// From now on there are no connections to be had.
  void cutOff(Error thrown) {
    absent.set(Optional.of(thrown));
  }

  /// From now on there are.
  void restore() {
    absent.set(Optional.empty());
  }

  /// How many connections were opened.
  int opened() {
    return opened.get();
  }

  DataSource dataSource() {
    return proxy(
        DataSource.class,
        (_, method, arguments) -> {
          if (absent.get().isPresent()) {
            throw absent.get().get();
          }
          var result = invoke(dataSource, method, arguments);
          if (result instanceof Connection connection) {
            opened.incrementAndGet();
            return connection(connection);
          }
          return result;
        });
  }

  private Connection connection(Connection connection) {
    return proxy(
        Connection.class,
        (_, method, arguments) -> {
          var result = invoke(connection, method, arguments);
          return method.getName().equals("createStatement")
              ? statement((Statement) result)
              : result;
        });
  }

  private Statement statement(Statement statement) {
    return proxy(
        Statement.class,
        (_, method, arguments) -> {
          var fault =
              method.getName().equals("execute") ? faults.remove((String) arguments[0]) : null;
          if (fault != null && !fault.afterwards()) {
            throw fault.thrown();
          }
          var result = invoke(statement, method, arguments);
          if (fault != null) {
            throw fault.thrown();
          }
          return result;
        });
  }

  private static Object invoke(Object target, Method method, Object[] arguments) throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException thrown) {
      throw thrown.getCause();
    }
  }

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return type.cast(
        Proxy.newProxyInstance(
            FaultyConnections.class.getClassLoader(), new Class<?>[] {type}, handler));
  }
}
