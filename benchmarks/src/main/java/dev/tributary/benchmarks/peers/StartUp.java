package dev.tributary.benchmarks.peers;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

/// How long a contender takes from nothing to its first result, and what it holds when it has
/// nothing to do.
record StartUp(int rounds) implements Workload {
  private static final Duration IDLE = Duration.ofSeconds(3);
  private static final Load ONE = new Load(1, 1_024, 500, Duration.ZERO, 0);

  @Override
  public String name() {
    return "start-up";
  }

  @Override
  public String title() {
    return "Start-up and idle memory";
  }

  @Override
  public String about() {
    return "From the start of the process to the arrival of the result of the one message that"
        + " waits; then the resident memory after 3 s without any.";
  }

  @Override
  public List<Column> columns() {
    return List.of(Column.drawn("ms to the first result", 0), Column.drawn("idle MB", 0));
  }

  @Override
  public boolean suits(Case entry) {
    return true;
  }

  @Override
  public Contestant admit(Ground ground, Case entry) {
    return _ -> run(ground, entry);
  }

  private List<Double> run(Ground ground, Case entry) throws IOException, InterruptedException {
    try (var run = Run.start(ground, entry, ONE, 1)) {
      run.awaitFirst();
      var millis = run.untilLatest().toMillis();
      Thread.sleep(IDLE);
      var idle = run.process().residentMegabytes();
      run.settle();
      return List.of((double) millis, (double) idle);
    }
  }
}
