package dev.tributary.benchmarks.peers;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// What is lost and what comes twice when a contender is ended in the middle of its work, three
/// times, and started again; when its broker is; and when nobody takes its results.
///
/// A contender that ends by itself is started again.
///
/// @param messages how many there are
record Audit(Way way, int messages) implements Workload {
  private static final Duration WAIT = Duration.ofMillis(200);
  private static final int IN_FLIGHT = 1_000;
  private static final Duration NOBODY_LISTENS = Duration.ofSeconds(8);
  private static final int QUARTERS = 4;

  /// What happens to it.
  enum Way {
    SIGTERM("drain", "Drain: SIGTERM", "the contender is ended by SIGTERM and started again"),
    SIGKILL("kill", "Killed", "the contender is killed as by `kill -9` and started again"),
    RESTART("restart", "Broker restarted", "the broker is stopped and started on the same data"),
    UNBOUND("unbound", "Nobody bound", "");

    private final String word;
    private final String title;
    private final String event;

    Way(String word, String title, String event) {
      this.word = word;
      this.title = title;
      this.event = event;
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
    var count = Spread.number(messages, 0);
    var first =
        switch (way) {
          case SIGTERM, SIGKILL, RESTART ->
              "%s messages wait; after each quarter of the results %s. "
                  .formatted(count, way.event);
          case UNBOUND ->
              ("%s messages; for the first 8 s no queue is bound to the exchange of the results, as"
                      + " when nobody has declared the next application yet. ")
                  .formatted(count);
        };
    return first
        + "Callbacks wait for 200 ms with 1,000 in flight at equal durability, and do nothing as it"
        + " comes. Lost is what has no result and does not wait, repeated is every result beyond the"
        + " first. It is given up %d s after its first result."
            .formatted(Patience.AT_MOST.toSeconds());
  }

  @Override
  public List<Column> columns() {
    var lost = Column.shown("lost", 0);
    var repeated = Column.shown("repeated", 0);
    return switch (way) {
      case SIGTERM -> List.of(lost, repeated, Column.shown("ms to end, at most", 0));
      case RESTART -> List.of(lost, repeated, Column.shown("s from the first to the last", 1));
      case SIGKILL, UNBOUND -> List.of(lost, repeated);
    };
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
  public Optional<String> obstacle(Ground ground) {
    return way == Way.RESTART && ground.node().isEmpty()
        ? Optional.of("the broker of TRIBUTARY_TEST_RABBITMQ_URI is not ours to stop")
        : Optional.empty();
  }

  @Override
  public Contestant admit(Ground ground, Case entry) {
    return remarks -> run(ground, entry, remarks);
  }

  private List<Double> run(Ground ground, Case entry, Consumer<String> remarks)
      throws IOException, InterruptedException {
    var wait = entry.setting() == Setting.EQUAL ? WAIT : Duration.ZERO;
    var load = new Load(messages, 1_024, IN_FLIGHT, wait, 0);
    try (var run = Run.start(ground, entry, load, way == Way.UNBOUND ? 0 : messages)) {
      var figure =
          switch (way) {
            case SIGTERM, SIGKILL, RESTART -> disturb(run);
            case UNBOUND -> leaveUnbound(run);
          };
      run.settle();
      var lost = Math.toIntExact(run.lost(messages));
      remark(run, lost, remarks);
      var counts = Stream.of((double) lost, (double) run.sink.repeated());
      return Stream.concat(counts, figure.stream()).toList();
    }
  }

  /// @return the figure besides the counts, if there is one
  private Optional<Double> disturb(Run run) throws IOException, InterruptedException {
    run.awaitFirst();
    var began = System.nanoTime();
    var patience = new Patience(run);
    var longest = 0L;
    for (var quarter = 1; quarter < QUARTERS; quarter++) {
      if (patience.await(messages / QUARTERS * quarter)) {
        longest = Math.max(longest, disturbOnce(run).toMillis());
      }
    }
    var _ = patience.await(messages);
    return switch (way) {
      case SIGTERM -> Optional.of((double) longest);
      case RESTART -> Optional.of((run.sink.latest() - began) / 1e9);
      case SIGKILL, UNBOUND -> Optional.empty();
    };
  }

  /// @return how long the contender took to end
  private Duration disturbOnce(Run run) throws IOException, InterruptedException {
    switch (way) {
      case SIGTERM -> {
        var taken = run.process().terminate();
        run.startAgain();
        return taken;
      }
      case SIGKILL -> run.startAgain();
      case RESTART -> run.restartBroker();
      case UNBOUND -> {}
    }
    return Duration.ZERO;
  }

  private Optional<Double> leaveUnbound(Run run) throws IOException, InterruptedException {
    run.track.unbindSink();
    run.feed.all(0, messages);
    var patience = new Patience(run);
    patience.pass(NOBODY_LISTENS);
    run.track.bindSink();
    var _ = patience.await(messages);
    return Optional.empty();
  }

  private void remark(Run run, int lost, Consumer<String> remarks) {
    if (run.endings() > 0) {
      remarks.accept("it ended by itself and was started again, times: " + run.endings());
    }
    var left = messages - run.sink.distinct() - lost;
    if (left > 0) {
      remarks.accept(
          "it was not through; %s messages still waited, which are not lost"
              .formatted(Spread.number(left, 0)));
    }
  }
}
