package dev.tributary.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// A measured run in a process of its own.
public final class Fork {
  private Fork() {}

  /// Runs `main` with this process' class path.
  ///
  /// @param heap the option of the JVM for it
  /// @return the words of the last line that it printed
  public static List<String> run(Class<?> main, String heap, String... arguments)
      throws IOException, InterruptedException {
    var process = process(main, heap, arguments);
    var printed = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
    if (process.waitFor() != 0) {
      throw new IllegalStateException(main.getSimpleName() + " failed: " + printed);
    }
    return List.of(printed.lines().toList().getLast().split(" ", -1));
  }

  /// Starts `main` to run beside what is measured, and waits until it prints `ready`.
  ///
  /// @return ends it, by the end of its input, and waits for that
  public static Beside start(Class<?> main, String heap, String ready, String... arguments)
      throws IOException {
    var process = process(main, heap, arguments);
    var output = process.inputReader(UTF_8);
    for (var line = output.readLine(); !ready.equals(line); line = output.readLine()) {
      if (line == null) {
        throw new IllegalStateException(main.getSimpleName() + " does not start");
      }
    }
    return () -> {
      process.getOutputStream().close();
      var _ = process.onExit().join();
    };
  }

  /// A process beside what is measured.
  public interface Beside extends AutoCloseable {
    @Override
    void close() throws IOException;
  }

  private static Process process(Class<?> main, String heap, String... arguments)
      throws IOException {
    var line =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                heap,
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
    line.addAll(List.of(arguments));
    return new ProcessBuilder(line).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  /// Deletes what runs have left in `folder`, and it.
  public static void delete(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
