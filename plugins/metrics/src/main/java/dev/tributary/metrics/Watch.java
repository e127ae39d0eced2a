package dev.tributary.metrics;

import dev.tributary.ApplicationStatus;
import dev.tributary.ApplicationStatus.State;
import dev.tributary.spi.HealthCheck;
import dev.tributary.spi.HealthCheck.Health;
import dev.tributary.spi.HealthCheck.Health.Healthy;
import dev.tributary.spi.HealthCheck.Health.Unhealthy;
import dev.tributary.spi.Measurement;
import dev.tributary.spi.Measurement.Kind;
import dev.tributary.spi.RunningProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// What is known of the applications of a process, of its broker and of what else it needs.
///
/// Both are asked again and again by threads of their own, so that whoever asks this gets the last
/// answer at once, and learns if it is too old.
final class Watch implements AutoCloseable {
  private static final Rhythm USUAL =
      new Rhythm(Duration.ofSeconds(5), Duration.ofMinutes(1), Duration.ofSeconds(5));

  /// How late an answer may be before there counts as none.
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final RunningProcess process;
  private final Rhythm rhythm;
  private final List<Thread> threads;
  private volatile Answer<Map<String, Long>> depths = Answer.none();
  private volatile Answer<Map<String, Health>> health = Answer.none();

  /// How often something is asked.
  ///
  /// @param health seldom, since checks cost more than a question to the broker
  /// @param unhealthy the same, while one finds something wrong
  record Rhythm(Duration broker, Duration health, Duration unhealthy) {}

  /// What was found when it was looked for last.
  ///
  /// @param problem why it could not be found out; empty if it could
  private record Answer<T>(T found, String problem, long at) {
    static <V> Answer<Map<String, V>> none() {
      return new Answer<>(Map.of(), "was not asked yet", System.nanoTime());
    }

    static <T> Answer<T> of(T found) {
      return new Answer<>(found, "", System.nanoTime());
    }

    boolean isOlderThan(Duration age) {
      return System.nanoTime() - at > age.toNanos();
    }
  }

  private Watch(RunningProcess process, Rhythm rhythm) {
    this.process = process;
    this.rhythm = rhythm;
    // Of the platform: native code, which some databases are, would pin a virtual one.
    var builder = Thread.ofPlatform().daemon();
    this.threads =
        List.of(
            builder.name("metrics-broker").unstarted(this::watchBroker),
            builder.name("metrics-health").unstarted(this::watchHealth));
  }

  static Watch over(RunningProcess process) {
    return over(process, USUAL);
  }

  static Watch over(RunningProcess process, Rhythm rhythm) {
    var watch = new Watch(process, rhythm);
    watch.threads.forEach(Thread::start);
    return watch;
  }

  private void watchBroker() {
    try {
      while (true) {
        depths = askBroker();
        Thread.sleep(rhythm.broker());
      }
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  private Answer<Map<String, Long>> askBroker() {
    try {
      return Answer.of(process.runner().depths());
    } catch (RuntimeException failure) {
      return new Answer<>(
          Map.of(), "cannot be reached: " + failure.getMessage(), System.nanoTime());
    }
  }

  private void watchHealth() {
    try {
      while (true) {
        health = Answer.of(askAll());
        var unhealthy = health.found().values().stream().anyMatch(Unhealthy.class::isInstance);
        Thread.sleep(unhealthy ? rhythm.unhealthy() : rhythm.health());
      }
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  private Map<String, Health> askAll() throws InterruptedException {
    var answers = new TreeMap<String, Health>();
    for (HealthCheck check : process.healthChecks()) {
      answers.put(check.name(), check.ask());
    }
    return answers;
  }

  /// Whether the process can do its work.
  Readiness readiness() {
    var reasons = new ArrayList<String>();
    var notes = new ArrayList<String>();
    if (!process.runner().isReceiving()) {
      reasons.add("it is stopping");
    }
    judge("the broker", depths, rhythm.broker(), reasons);
    judge("health", health, rhythm.health(), reasons);
    health.found().forEach((name, found) -> judge(name, found, reasons));
    process.runner().statuses().forEach(status -> judge(status, reasons, notes));
    return new Readiness(reasons, notes);
  }

  private static void judge(
      String asked, Answer<?> answer, Duration interval, List<String> reasons) {
    if (!answer.problem().isEmpty()) {
      reasons.add(asked + " " + answer.problem());
    } else if (answer.isOlderThan(interval.plus(PATIENCE))) {
      reasons.add(asked + " has not answered for more than " + PATIENCE.toSeconds() + " s");
    }
  }

  private static void judge(String name, Health found, List<String> reasons) {
    switch (found) {
      case Healthy _ -> {}
      case Unhealthy(var reason, var fix) -> reasons.add(name + ": " + reason + "; " + fix);
    }
  }

  private static void judge(ApplicationStatus status, List<String> reasons, List<String> notes) {
    for (var stuck : status.stuck()) {
      reasons.add(
          "%s is stuck at message %s, for %d s; tributary tells where in the log"
              .formatted(status.application(), stuck.messageId(), stuck.runningFor().toSeconds()));
    }
    switch (status.state()) {
      case RUNNING -> {}
      case PAUSED -> notes.add(status.application() + " is paused: " + reason(status));
      case UNAVAILABLE ->
          notes.add(status.application() + " waits for what it depends on: " + reason(status));
    }
  }

  private static String reason(ApplicationStatus status) {
    return status.reason().orElse("nobody said why");
  }

  /// All of that as numbers.
  List<Measurement> measurements() {
    var all = new ArrayList<>(process.measurements().get());
    process.runner().statuses().forEach(status -> measure(status, all));
    depths
        .found()
        .forEach(
            (application, depth) ->
                all.add(
                    gauge(
                        "queue_depth",
                        "Messages that the queue holds: waiting, put off, or being worked on.",
                        Map.of("application", application),
                        depth)));
    all.add(
        gauge(
            "broker_reachable",
            "1 if the broker answered when it was asked last.",
            Map.of(),
            depths.problem().isEmpty() ? 1 : 0));
    all.add(
        gauge(
            "ready",
            "1 if this process can do its work.",
            Map.of(),
            readiness().isReady() ? 1 : 0));
    health.found().forEach((name, found) -> all.add(healthy(name, found)));
    return all;
  }

  private static Measurement healthy(String name, Health found) {
    var value =
        switch (found) {
          case Healthy _ -> 1;
          case Unhealthy _ -> 0;
        };
    return gauge("healthy", "1 if a health check found all well.", Map.of("check", name), value);
  }

  private static void measure(ApplicationStatus status, List<Measurement> all) {
    var labels = Map.of("application", status.application());
    all.add(gauge("in_flight", "Deliveries that are being worked on.", labels, status.inFlight()));
    all.add(
        gauge(
            "oldest_in_flight_seconds",
            "How long the application's code has been at the oldest of them.",
            labels,
            status.oldest().toNanos() / 1e9));
    all.add(
        gauge(
            "stuck_callbacks",
            "Callbacks that take no notice of their time limit.",
            labels,
            status.stuck().size()));
    for (var state : State.values()) {
      all.add(
          gauge(
              "application_state",
              "1 for the state that the application is in; why, /health/ready says.",
              Map.of(
                  "application",
                  status.application(),
                  "state",
                  state.name().toLowerCase(Locale.ROOT)),
              state == status.state() ? 1 : 0));
    }
  }

  private static Measurement gauge(
      String name, String description, Map<String, String> labels, double value) {
    return new Measurement(name, description, Kind.GAUGE, labels, value);
  }

  @Override
  public void close() {
    threads.forEach(Thread::interrupt);
  }
}
