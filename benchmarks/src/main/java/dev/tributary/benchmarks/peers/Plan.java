package dev.tributary.benchmarks.peers;

import java.time.Duration;
import java.util.List;
import java.util.Set;

/// What is measured, and for how long: so that the page can be believed, or so that the whole is
/// over in a few minutes.
enum Plan {
  FULL(5, Duration.ofSeconds(4), 18, 100_000),
  QUICK(1, Duration.ofMillis(2_500), 7, 2_000);

  private static final int ONE_KB = 1_024;
  private static final int TWENTY_KB = 20 * 1_024;
  private static final int PER_SECOND = 300;
  private static final Duration THIRD_PARTY = Duration.ofMillis(200);

  private static final int BACKLOG = 1_000_000;

  /// What a quick look leaves out, and what it takes in both settings.
  private static final Set<String> LONG =
      Set.of("hop-20k", "enrich-100", "enrich-5000", "restart", "unbound", "backlog");

  private static final Set<String> BRIEF = Set.of("hop-1k", "start-up");

  private final int rounds;

  /// For how long as many messages as go are measured, and for how long they are not before.
  private final Duration atMost;

  /// For how many seconds messages come at a fixed rate.
  private final int seconds;

  private final int audited;

  Plan(int rounds, Duration atMost, int seconds, int audited) {
    this.rounds = rounds;
    this.atMost = atMost;
    this.seconds = seconds;
    this.audited = audited;
  }

  /// What is measured if nothing is asked for by name.
  List<Workload> standard() {
    return workloads().stream()
        .filter(workload -> this == FULL || !LONG.contains(workload.name()))
        .toList();
  }

  /// Everything that can be asked for, in the order of the page.
  List<Workload> workloads() {
    return List.of(
        hop("hop-1k", "1 KB", ONE_KB, 10_000),
        hop("hop-20k", "20 KB", TWENTY_KB, 3_000),
        enrich(100),
        enrich(1_000),
        enrich(5_000),
        latency(),
        retry(),
        new StartUp(rounds),
        new Audit(Audit.Way.SIGTERM, audited),
        new Audit(Audit.Way.SIGKILL, audited),
        new Audit(Audit.Way.RESTART, audited),
        new Audit(Audit.Way.UNBOUND, audited / 10),
        backlog());
  }

  /// Whether `entry` is measured by `workload`.
  boolean takes(Workload workload, Case entry) {
    return workload.suits(entry)
        && (this == FULL || entry.setting() == Setting.EQUAL || BRIEF.contains(workload.name()));
  }

  /// @param perSecond about as fast as the fastest can be, so that it does not run out of work
  private Workload hop(String name, String size, int bodyBytes, int perSecond) {
    var messages = messages(perSecond);
    return new Throughput(
        name,
        "Hop, " + size,
        ("%s messages of %s wait; each is consumed, handed to a callback that does nothing,"
                + " published to an exchange, and acknowledged. At equal durability 500 at most are"
                + " in flight. %s")
            .formatted(whole(messages), size, timing()),
        new Load(messages, bodyBytes, 500, Duration.ZERO, 0),
        messages / 2,
        atMost,
        rounds);
  }

  private Workload enrich(int inFlight) {
    var perSecond = inFlight * 1_000 / (int) THIRD_PARTY.toMillis();
    var messages = messages(Math.min(perSecond, 8_000));
    return new Throughput(
        "enrich-" + inFlight,
        "Enrich, %s in flight".formatted(whole(inFlight)),
        ("Callbacks wait for 200 ms, as for a third party, with %s in flight: %s a second are to"
                + " be had at most. %s")
            .formatted(whole(inFlight), whole(perSecond), timing()),
        new Load(messages, ONE_KB, inFlight, THIRD_PARTY, 0),
        messages / 2,
        atMost,
        rounds);
  }

  private Workload backlog() {
    return new Throughput(
        "backlog",
        "Backlog",
        "The hop, 1 KB, while %s messages wait: does what waits fill the contender's memory?"
            .formatted(whole(BACKLOG)),
        new Load(BACKLOG, ONE_KB, 500, Duration.ZERO, 0),
        BACKLOG,
        atMost,
        1);
  }

  private String timing() {
    var window = Spread.number(atMost.toMillis() / 1e3, 1);
    return ("The first half of them, or what is done in the first %s s, is not measured, nor is"
            + " what is left %s s after that.")
        .formatted(window, window);
  }

  private static String whole(int number) {
    return Spread.number(number, 0);
  }

  private int messages(int perSecond) {
    return (int) (2L * perSecond * atMost.toMillis() / 1_000);
  }

  private Workload latency() {
    return latency(
        "latency",
        "Latency at a fixed rate",
        ("%s messages of 1 KB a second, sent whatever becomes of those before; from when each was"
                + " due until its result arrives. The callback does nothing.")
            .formatted(whole(PER_SECOND)),
        0);
  }

  private Workload retry() {
    return latency(
        "retry",
        "Retry",
        "The same while the first 10 of each 100 messages fail at the first try and come back after"
            + " 5 s: the latency of the others. The limit has no retries, and as they come the peers"
            + " have none with a delay that holds nothing up.",
        10);
  }

  private Workload latency(String name, String title, String about, int failing) {
    var messages = PER_SECOND * seconds;
    return new Latency(
        name,
        title,
        about,
        new Load(messages, ONE_KB, 500, Duration.ZERO, failing),
        PER_SECOND,
        messages / 3,
        rounds);
  }
}
