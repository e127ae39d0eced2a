package dev.tributary.benchmarks.peers;

import java.time.Duration;
import java.util.List;
import java.util.Set;

/// What is measured, and for how long: so that the page can be believed, or so that the whole is
/// over in a few minutes.
enum Plan {
  FULL(5, Duration.ofSeconds(8), Duration.ofSeconds(3), 15, 100_000),
  QUICK(1, Duration.ofSeconds(4), Duration.ofSeconds(2), 7, 2_000);

  private static final int ONE_KB = 1_024;
  private static final int TWENTY_KB = 20 * 1_024;
  private static final int PER_SECOND = 300;
  private static final Duration THIRD_PARTY = Duration.ofMillis(200);

  private static final int BACKLOG = 1_000_000;

  /// What a quick look leaves out.
  private static final Set<String> LONG =
      Set.of("hop-20k", "enrich-100", "enrich-5000", "drain", "restart", "unbound", "backlog");

  private final int rounds;

  /// For how long as many messages as go are not measured at first.
  private final Duration warmUp;

  /// For how long they are then, in each round.
  private final Duration atMost;

  /// For how many seconds messages come at a fixed rate.
  private final int seconds;

  private final int audited;

  Plan(int rounds, Duration warmUp, Duration atMost, int seconds, int audited) {
    this.rounds = rounds;
    this.warmUp = warmUp;
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
        hop("hop-1k", "1 KB", ONE_KB, 24_000),
        hop("hop-20k", "20 KB", TWENTY_KB, 8_000),
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

  /// Whether `entry` is measured by `workload`; a quick look is at equal durability only.
  boolean takes(Workload workload, Case entry) {
    return workload.suits(entry) && (this == FULL || entry.setting() == Setting.EQUAL);
  }

  /// @param perSecond about as fast as the fastest can be, so that it does not run out of work
  private Workload hop(String name, String size, int bodyBytes, int perSecond) {
    return steady(
        name,
        "Hop, " + size,
        ("Messages of %s wait; each is consumed, handed to a callback that does nothing, published"
                + " to an exchange, and acknowledged. At equal durability 500 at most are in"
                + " flight. %s")
            .formatted(size, timing()),
        perSecond,
        bodyBytes,
        500,
        Duration.ZERO);
  }

  private Workload enrich(int inFlight) {
    var perSecond = inFlight * 1_000 / (int) THIRD_PARTY.toMillis();
    return steady(
        "enrich-" + inFlight,
        "Enrich, %s in flight".formatted(whole(inFlight)),
        ("Callbacks wait for 200 ms, as for a third party, with %s in flight: %s a second are to"
                + " be had at most. %s")
            .formatted(whole(inFlight), whole(perSecond), timing()),
        Math.min(perSecond, 16_000),
        ONE_KB,
        inFlight,
        THIRD_PARTY);
  }

  private Workload steady(
      String name,
      String title,
      String about,
      int perSecond,
      int bodyBytes,
      int inFlight,
      Duration pause) {
    var first = perSecond * (int) warmUp.toSeconds();
    var perRound = perSecond * (int) atMost.plusSeconds(1).toSeconds();
    var load = new Load(first + rounds * perRound, bodyBytes, inFlight, pause, 0);
    return new Throughput(name, title, about, load, first, warmUp, perRound, atMost, rounds);
  }

  private Workload backlog() {
    return new Throughput(
        "backlog",
        "Backlog",
        ("The hop, 1 KB, while %s messages wait: does what waits fill the contender's memory?"
                + " Measured for %d s, after %d s or less that are not.")
            .formatted(whole(BACKLOG), atMost.toSeconds(), warmUp.toSeconds()),
        new Load(BACKLOG, ONE_KB, 500, Duration.ZERO, 0),
        BACKLOG,
        warmUp,
        0,
        atMost,
        1);
  }

  private String timing() {
    return ("A contender runs from before the first round to after the last; it warms up for %d s"
            + " at most, and then has %d s in each round, after half a second that does not count,"
            + " while the others are idle.")
        .formatted(warmUp.toSeconds(), atMost.toSeconds());
  }

  private static String whole(int number) {
    return Spread.number(number, 0);
  }

  private Workload latency() {
    return latency(
        "latency",
        "Latency at a fixed rate",
        ("%s messages of 1 KB a second, sent whatever becomes of those before; from when each was"
                + " due until its result arrives, by a contender that has just started: the first"
                + " %d s are not measured. The callback does nothing.")
            .formatted(whole(PER_SECOND), seconds / 3),
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
