package dev.tributary.benchmarks.peers;

import dev.tributary.Recording;
import dev.tributary.benchmarks.Measured;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/// A contender that runs. Closing kills it.
final class ContenderProcess implements AutoCloseable {
  static final String HEAP = "-Xmx512m";

  /// As long as Kubernetes waits, if it is not told another time, before it kills.
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final int LAST_LINES = 20;

  /// On the class path of the contenders that are this module's: as much as the others print.
  private static final String LOGGING = "contender-logback.xml";

  /// Held while one is started, and for good once none may be.
  private static final ReentrantLock starting = new ReentrantLock();

  private final Process process;
  private final Path log;

  private ContenderProcess(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  static ContenderProcess start(Ground ground, Case entry, Load load) throws IOException {
    return start(ground, entry, load, ground.logs().resolve(Route.of(entry).queue() + ".log"));
  }

  /// Kills it if it still runs, and starts another, which prints where this one has printed.
  ContenderProcess startAgain(Ground ground, Case entry, Load load) throws IOException {
    close();
    return start(ground, entry, load, log);
  }

  private static ContenderProcess start(Ground ground, Case entry, Load load, Path log)
      throws IOException {
    var contender = entry.contender();
    var line =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                HEAP,
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow"));
    if (contender.module().isEmpty()) {
      line.add("-Dlogback.configurationFile=" + LOGGING);
    }
    properties(ground, entry, load).forEach((name, value) -> line.add("-D" + name + "=" + value));
    line.addAll(List.of("-cp", contender.classPath(ground.root()), contender.main()));
    if (contender.equals(Contender.BARE)) {
      line.addAll(hop(ground, Route.of(entry), load));
    }
    var builder =
        new ProcessBuilder(line)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    starting.lock();
    try {
      return new ContenderProcess(builder.start(), log);
    } finally {
      starting.unlock();
    }
  }

  /// Kills all that run; whoever would start one waits for ever.
  static void killAll() {
    starting.lock();
    ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
  }

  private static Map<String, String> properties(Ground ground, Case entry, Load load) {
    var inFlight = Math.min(load.inFlight(), entry.contender().mostInFlight());
    var properties = new TreeMap<>(ground.properties());
    properties.putAll(Route.of(entry).properties());
    properties.put("peer.in-flight", Integer.toString(inFlight));
    // A publisher's channels, where one is taken until what it published is confirmed.
    properties.put("peer.channels", Integer.toString(Math.min(inFlight, 2_000)));
    properties.put("peer.wait", Long.toString(load.pause().toMillis()));
    properties.put("peer.failing", Integer.toString(load.failing()));
    if (entry.setting() == Setting.EQUAL) {
      properties.put("peer.setting", Setting.EQUAL.word);
      properties.put(entry.contender().profile(), Setting.EQUAL.word);
    }
    return properties;
  }

  /// The bare loop of the hop, which counts by itself, and here never to its end.
  private static List<String> hop(Ground ground, Route route, Load load) {
    return List.of(
        ground.uri(),
        route.queue(),
        Integer.toString(load.inFlight()),
        Long.toString(load.pause().toMillis()),
        "0",
        Integer.toString(Integer.MAX_VALUE),
        Recording.OFF.name());
  }

  /// Stops it where it is until [#goOn].
  void pause() throws IOException, InterruptedException {
    signal("STOP");
  }

  void goOn() throws IOException, InterruptedException {
    signal("CONT");
  }

  private void signal(String name) throws IOException, InterruptedException {
    var pid = Long.toString(process.pid());
    if (new ProcessBuilder("kill", "-" + name, pid).start().waitFor() != 0 && isAlive()) {
      throw new IllegalStateException("process " + pid + " takes no " + name);
    }
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /// How much of a processor it has taken so far.
  Duration processorTime() {
    return process.toHandle().info().totalCpuDuration().orElse(Duration.ZERO);
  }

  /// What it has held so far does not count for [#peakMegabytes] any more, on Linux.
  void forgetPeak() throws IOException {
    var peaks = Path.of("/proc", Long.toString(process.pid()), "clear_refs");
    if (Files.isWritable(peaks)) {
      Files.writeString(peaks, "5");
    }
  }

  long peakMegabytes() throws IOException {
    return Measured.megabytes(process.pid(), "VmHWM:");
  }

  long residentMegabytes() throws IOException {
    return Measured.megabytes(process.pid(), "VmRSS:");
  }

  /// Asks it to end, and kills it if it does not.
  ///
  /// @return how long it took
  Duration terminate() throws InterruptedException {
    var asked = System.nanoTime();
    process.destroy();
    if (!process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
      close();
    }
    return Duration.ofNanos(System.nanoTime() - asked);
  }

  /// Kills it, as `kill -9` does, and waits until it is gone.
  @Override
  public void close() {
    process.destroyForcibly();
    var _ = process.onExit().join();
  }

  /// What it printed last.
  String lastLines() throws IOException {
    var lines = Files.readAllLines(log);
    return String.join("\n", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
  }
}
