package dev.tributary.benchmarks.peers;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/// What is lost and what comes twice when a contender is ended in the middle of its work, three
/// times, and started again.
///
/// @param messages how many there are
record Audit(Way way, int messages) implements Workload {
  private static final Duration WAIT = Duration.ofMillis(200);
  private static final int IN_FLIGHT = 1_000;
  private static final Duration IDLE = Duration.ofSeconds(20);
  private static final Duration NOBODY_LISTENS = Duration.ofSeconds(8);
  private static final Duration LOOK = Duration.ofMillis(20);
  private static final int QUARTERS = 4;

  /// What happens to it.
  enum Way {
    SIGTERM("drain", "Drain: SIGTERM", "ended by SIGTERM"),
    SIGKILL("kill", "Killed", "killed as by `kill -9`"),
    UNBOUND("unbound", "Nobody bound", "");

    private final String word;
    private final String title;
    private final String verb;

    Way(String word, String title, String verb) {
      this.word = word;
      this.title = title;
      this.verb = verb;
    }
  }

  @Override
  public String name() {
    return way.word;
  }

  @Override
  public String title() {
    return way.title;
  }

  @Override
  public String about() {
    var callback =
        "Callbacks wait for 200 ms with 1,000 in flight at equal durability, and do nothing as it"
            + " comes. Lost is what has no result and does not wait, repeated is every result beyond"
            + " the first.";
    return switch (way) {
      case SIGTERM, SIGKILL ->
          ("%s messages; after each quarter of the results the contender is %s and started again."
                      + " ")
                  .formatted(Spread.number(messages, 0), way.verb)
              + callback;
      case UNBOUND ->
          ("%s messages; for the first 8 s no queue is bound to the exchange of the results, as"
                      + " when nobody has declared the next application yet. ")
                  .formatted(Spread.number(messages, 0))
              + callback;
    };
  }

  @Override
  public List<Column> columns() {
    return List.of(
        Column.shown("lost", 0),
        Column.shown("repeated", 0),
        Column.shown("ms to end, at most", 0));
  }

  /// Messages are counted, not times.
  @Override
  public int rounds() {
    return 1;
  }

  @Override
  public boolean suits(Case entry) {
    return true;
  }

  @Override
  public List<Double> run(Ground ground, Case entry, Consumer<String> remarks)
      throws IOException, InterruptedException {
    var wait = entry.setting() == Setting.EQUAL ? WAIT : Duration.ZERO;
    var load = new Load(messages, 1_024, IN_FLIGHT, wait, 0);
    try (var run = Run.start(ground, entry, load, 0)) {
      var longest =
          switch (way) {
            case SIGTERM, SIGKILL -> endInTheMiddle(run);
            case UNBOUND -> leaveUnbound(run);
          };
      awaitRest(run);
      run.settle();
      return List.of(
          (double) run.lost(messages), (double) run.sink.repeated(), (double) longest.toMillis());
    }
  }

  private Duration endInTheMiddle(Run run) throws IOException, InterruptedException {
    run.feed.all(0, messages);
    run.awaitFirst();
    var longest = Duration.ZERO;
    for (var quarter = 1; quarter < QUARTERS; quarter++) {
      while (run.sink.distinct() < messages / QUARTERS * quarter
          && run.sink.quiet().compareTo(IDLE) < 0) {
        Thread.sleep(LOOK);
      }
      var taken = end(run);
      longest = taken.compareTo(longest) > 0 ? taken : longest;
      run.startAgain();
    }
    return longest;
  }

  private Duration end(Run run) throws InterruptedException {
    return switch (way) {
      case SIGTERM -> run.process().terminate();
      case SIGKILL, UNBOUND -> {
        run.process().close();
        yield Duration.ZERO;
      }
    };
  }

  private Duration leaveUnbound(Run run) throws IOException, InterruptedException {
    run.track.unbindSink();
    run.feed.all(0, messages);
    keepAlive(run, NOBODY_LISTENS);
    run.track.bindSink();
    return Duration.ZERO;
  }

  /// Whatever ends it, somebody starts it again.
  private static void keepAlive(Run run, Duration time) throws IOException, InterruptedException {
    var end = System.nanoTime() + time.toNanos();
    while (System.nanoTime() - end < 0) {
      if (!run.process().isAlive()) {
        run.startAgain();
      }
      Thread.sleep(LOOK);
    }
  }

  private void awaitRest(Run run) throws IOException, InterruptedException {
    keepAlive(run, LOOK);
    var began = System.nanoTime();
    while (run.sink.distinct() < messages
        && (run.sink.quiet().compareTo(IDLE) < 0 || System.nanoTime() - began < IDLE.toNanos())) {
      keepAlive(run, LOOK);
    }
  }
}
