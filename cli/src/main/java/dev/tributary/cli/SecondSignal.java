package dev.tributary.cli;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A second SIGINT or SIGTERM, which a JVM that is shutting down takes no notice of by itself.
///
/// The class for it, `sun.misc.Signal`, is of the module `jdk.unsupported` and named by the
/// compiler with a warning that cannot be turned off; so it is looked up. Without it, or where the
/// JVM was told to leave signals alone (`-Xrs`), a process that is asked to stop takes the time it
/// takes.
final class SecondSignal {
  private static final Logger log = LoggerFactory.getLogger(SecondSignal.class);
  private static final List<String> SIGNALS = List.of("INT", "TERM");

  private SecondSignal() {}

  /// From now on, a signal ends this process at once.
  static void endsWith(int status) {
    for (var signal : SIGNALS) {
      try {
        handle(signal, () -> Runtime.getRuntime().halt(status));
      } catch (ReflectiveOperationException | RuntimeException | LinkageError without) {
        log.atDebug().addKeyValue("signal", signal).setCause(without).log("signal.not-handled");
      }
    }
  }

  private static void handle(String name, Runnable action) throws ReflectiveOperationException {
    var signal = Class.forName("sun.misc.Signal");
    var handler = Class.forName("sun.misc.SignalHandler");
    InvocationHandler calls =
        (_, _, _) -> {
          action.run();
          return null;
        };
    var ours =
        Proxy.newProxyInstance(
            SecondSignal.class.getClassLoader(), new Class<?>[] {handler}, calls);
    var _ =
        signal
            .getMethod("handle", signal, handler)
            .invoke(null, signal.getConstructor(String.class).newInstance(name), ours);
  }
}
