package dev.tributary.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/// What a measured process says of itself in its last line: deliveries a second, peak memory in MB.
public final class Measured {
  private Measured() {}

  public static void print(int deliveries, long nanos) throws IOException {
    System.out.printf(Locale.ROOT, "%.3f %d%n", deliveries / (nanos / 1e9), peakMegabytes());
  }

  /// Linux' high-water mark of the resident set; 0 where there is none.
  public static long peakMegabytes() throws IOException {
    return megabytes(ProcessHandle.current().pid(), "VmHWM:");
  }

  /// What Linux says of the memory of the process `pid`; 0 where it does not.
  ///
  /// @param field `VmHWM:` or `VmRSS:`, the most and the present size of the resident set
  public static long megabytes(long pid, String field) throws IOException {
    var status = Path.of("/proc/" + pid + "/status");
    if (!Files.exists(status)) {
      return 0;
    }
    for (var line : Files.readAllLines(status)) {
      if (line.startsWith(field)) {
        return Long.parseLong(line.replaceAll("\\D", "")) / 1024;
      }
    }
    return 0;
  }
}
