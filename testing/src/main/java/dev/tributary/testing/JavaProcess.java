package dev.tributary.testing;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Runs a main class in a process of its own, with the Java and the class path of this one: for
/// tests that kill it, or look at what it leaves behind.
public final class JavaProcess {
  /// The exit status of a process that SIGKILL ended: 128 and the signal's number.
  public static final int KILLED = 128 + 9;

  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private JavaProcess() {}

  /// What starts `main` with `arguments`.
  public static ProcessBuilder of(Class<?> main, String... arguments) {
    return of(List.of(), main, List.of(arguments));
  }

  /// What starts `main` with `arguments`.
  ///
  /// @param options of the JVM, such as `-Xmx128m`
  public static ProcessBuilder of(List<String> options, Class<?> main, List<String> arguments) {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-XX:TieredStopAtLevel=1");
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add("--sun-misc-unsafe-memory-access=allow");
    command.addAll(options);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(arguments);
    return new ProcessBuilder(command);
  }

  /// Runs a process to its end.
  ///
  /// @return its exit status
  /// @throws AssertionError if it does not end within a minute; it is killed then
  public static int statusOf(ProcessBuilder builder) throws IOException, InterruptedException {
    var process = builder.start();
    try {
      if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        throw new AssertionError(
            "expected the process to end within %d s, and it runs on: %s"
                .formatted(PATIENCE.toSeconds(), builder.command().getLast()));
      }
      return process.exitValue();
    } finally {
      process.destroyForcibly();
    }
  }
}
