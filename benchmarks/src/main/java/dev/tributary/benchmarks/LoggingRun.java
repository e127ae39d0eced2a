package dev.tributary.benchmarks;

import dev.tributary.Application;
import dev.tributary.Message;
import dev.tributary.Plugins;
import dev.tributary.Runner;
import dev.tributary.Settings;
import dev.tributary.Settings.Source;
import dev.tributary.logging.LoggingPlugin;
import dev.tributary.spi.Measurement;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One application on a broker in memory, whose callback works for 2 ms and logs two lines: to a
/// file, and to Logstash if there is one.
public final class LoggingRun {
  private static final Logger log = LoggerFactory.getLogger(LoggingRun.class);
  private static final int WORK_MILLIS = 2;
  private static final int WARM_UP = 10;

  private final LongAdder nanos = new LongAdder();
  private final LongAdder lines = new LongAdder();

  private LoggingRun() {}

  /// Prints the messages a second, the microseconds that a line took the callback, and how many
  /// lines were dropped.
  ///
  /// @param arguments the file to log to, how many thousands of messages, and the host and port of
  ///   Logstash or `-`
  public static void main(String[] arguments) throws IOException, InterruptedException {
    var values = new TreeMap<>(Map.of("logging.file", arguments[0], "logging.level", "info"));
    if (!arguments[2].equals("-")) {
      values.put("logging.logstash", arguments[2]);
    }
    new LoggingRun().run(values, Integer.parseInt(arguments[1]));
  }

  private void run(Map<String, String> values, int thousands)
      throws IOException, InterruptedException {
    var surroundings = new Surroundings(message -> message);
    try (var plugins = Plugins.of(List.of(new LoggingPlugin()))) {
      var settings =
          Settings.resolve(plugins.settings(), List.of(new Source("this run", values, true)));
      plugins.start(settings);
      var application =
          Application.named(Surroundings.APPLICATION)
              .consumes(Surroundings.SOURCE, "#")
              .unrecorded()
              .callback(this::work)
              .onSettled((_, outcome) -> surroundings.settled(outcome))
              .build();
      try (var _ =
          Runner.start(
              surroundings.transport, List.of(plugins.installInto(application, settings)))) {
        measure(surroundings, WARM_UP);
        nanos.reset();
        lines.reset();
        var perSecond = measure(surroundings, thousands);
        var dropped =
            plugins.all().getFirst().measurements().stream()
                .filter(measurement -> measurement.name().equals("log_lines_dropped"))
                .mapToDouble(Measurement::value)
                .sum();
        System.out.printf(
            Locale.ROOT, "%.0f %.1f %.0f%n", perSecond, nanos.sum() / 1e3 / lines.sum(), dropped);
      }
    } finally {
      surroundings.close();
    }
  }

  private static double measure(Surroundings surroundings, int thousands)
      throws InterruptedException {
    var start = System.nanoTime();
    for (var sent = 0; sent < thousands; sent++) {
      surroundings.sendAndAwait();
    }
    return thousands * (double) Surroundings.MESSAGES / ((System.nanoTime() - start) / 1e9);
  }

  private List<Message> work(Message message) throws InterruptedException {
    log("release.looked-up", message);
    Thread.sleep(WORK_MILLIS);
    log("release.found", message);
    return List.of(message);
  }

  private void log(String event, Message message) {
    var start = System.nanoTime();
    log.atInfo().addKeyValue("bytes", message.body().size()).log(event);
    nanos.add(System.nanoTime() - start);
    lines.increment();
  }
}
