package dev.tributary.benchmarks;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// What it costs callbacks that their lines go to Logstash as well: without it, with one that
/// reads, with one that is slow, and with one that is not there; alternately.
public final class LoggingBenchmark {
  private static final String HEAP = "-Xmx512m";

  /// Where nobody listens.
  private static final String NOBODY = "127.0.0.1:9";

  private static final int SLOW_BYTES = 4_096;
  private static final int SLOW_MILLIS = 50;

  /// How the receiver is.
  private enum Receiver {
    NONE,
    READING,
    SLOW,
    ABSENT
  }

  /// What one run printed.
  private record Result(double perSecond, double micros, double dropped) {}

  private LoggingBenchmark() {}

  /// Prints a line for each run, and the ratios of the medians.
  ///
  /// @param arguments how many thousands of messages (40), how many rounds (5)
  public static void main(String[] arguments) throws IOException, InterruptedException {
    var thousands = arguments.length > 0 ? arguments[0] : "40";
    var rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 5;
    System.out.printf(
        Locale.ROOT,
        "%s,000 messages, two lines each, callback waits 2 ms, 32 at once, %s, %d processors, Java"
            + " %s%n",
        thousands,
        HEAP,
        Runtime.getRuntime().availableProcessors(),
        Runtime.version());
    var results = new EnumMap<Receiver, List<Result>>(Receiver.class);
    for (var round = 1; round <= rounds; round++) {
      for (var receiver : Receiver.values()) {
        var result = run(receiver, thousands);
        results.computeIfAbsent(receiver, _ -> new ArrayList<>()).add(result);
        System.out.printf(
            Locale.ROOT,
            "round %d, %-7s %7.0f messages/s, %6.1f µs a line, %,8.0f lines dropped%n",
            round,
            receiver.name().toLowerCase(Locale.ROOT),
            result.perSecond(),
            result.micros(),
            result.dropped());
      }
    }
    compare(results);
  }

  private static void compare(Map<Receiver, List<Result>> results) {
    var without = Medians.of(results.getOrDefault(Receiver.NONE, List.of()), Result::perSecond);
    results.forEach(
        (receiver, its) ->
            System.out.printf(
                Locale.ROOT,
                "median, %-7s %7.0f messages/s; without by this: %.2f%n",
                receiver.name().toLowerCase(Locale.ROOT),
                Medians.of(its, Result::perSecond),
                without / Medians.of(its, Result::perSecond)));
  }

  private static Result run(Receiver receiver, String thousands)
      throws IOException, InterruptedException {
    var folder = Files.createTempDirectory(Path.of("").toAbsolutePath(), "logging-benchmark-");
    try (var server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      var isSlow = receiver == Receiver.SLOW;
      Thread.ofVirtual().start(() -> receive(server, isSlow));
      var words =
          Fork.run(
              LoggingRun.class,
              HEAP,
              folder.resolve("log").toString(),
              thousands,
              address(receiver, server));
      return new Result(
          Double.parseDouble(words.get(0)),
          Double.parseDouble(words.get(1)),
          Double.parseDouble(words.get(2)));
    } finally {
      Fork.delete(folder);
    }
  }

  private static String address(Receiver receiver, ServerSocket server) {
    return switch (receiver) {
      case NONE -> "-";
      case READING, SLOW -> "127.0.0.1:" + server.getLocalPort();
      case ABSENT -> NOBODY;
    };
  }

  private static void receive(ServerSocket server, boolean isSlow) {
    try {
      while (true) {
        try (var socket = server.accept()) {
          read(socket, isSlow);
        }
      }
    } catch (IOException over) {
      // The run has ended, and this ends with it.
    } catch (InterruptedException ending) {
      Thread.currentThread().interrupt();
    }
  }

  /// To its end, as Logstash does.
  private static void read(Socket socket, boolean isSlow) throws IOException, InterruptedException {
    var input = socket.getInputStream();
    while (input.readNBytes(SLOW_BYTES).length > 0) {
      if (isSlow) {
        Thread.sleep(SLOW_MILLIS);
      }
    }
  }
}
