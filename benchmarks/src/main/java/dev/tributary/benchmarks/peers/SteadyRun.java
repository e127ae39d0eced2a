package dev.tributary.benchmarks.peers;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/// A contender that stays from the first round to the last, so that what the compiler has done for
/// it is not done again in each. It is stopped while its messages are put into its queue; what
/// waits there when its turn is over is taken away, and what was delivered to it is waited for, so
/// that it is idle while the others have theirs.
final class SteadyRun implements Contestant {

  /// So long after the start of a turn nothing is measured.
  private static final Duration RUN_UP = Duration.ofMillis(500);

  /// For so long it may work on after its turn.
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Throughput workload;
  private final Case entry;
  private final Run run;

  /// How many messages were put into its queue, and how many of them taken away again.
  private int fed;

  private int takenAway;

  private SteadyRun(Throughput workload, Case entry, Run run) {
    this.workload = workload;
    this.entry = entry;
    this.run = run;
    fed = workload.first();
  }

  /// What a contender has done by one moment.
  private record Moment(long nanos, int results, Duration processor) {
    static Moment of(Run run) {
      return new Moment(System.nanoTime(), run.sink.distinct(), run.process().processorTime());
    }
  }

  /// Starts it, and lets it warm up.
  static SteadyRun start(Ground ground, Case entry, Throughput workload)
      throws IOException, InterruptedException {
    var steady =
        new SteadyRun(workload, entry, Run.start(ground, entry, workload.load(), workload.first()));
    try {
      steady.run.awaitFirst();
      var _ = steady.run.sink.await(workload.first(), workload.warmUp());
      if (workload.perRound() > 0) {
        steady.endTurn();
      }
      return steady;
    } catch (Throwable failure) {
      steady.close();
      throw failure;
    }
  }

  @Override
  public List<Double> round(Consumer<String> remarks) throws IOException, InterruptedException {
    if (workload.perRound() > 0) {
      feed();
      var _ = run.sink.await(fed - takenAway, RUN_UP);
    }
    run.process().forgetPeak();
    var began = Moment.of(run);
    var isThrough = run.sink.await(fed - takenAway, workload.atMost());
    var ended = Moment.of(run);
    if (isThrough) {
      remarks.accept("all messages were done before the time was over");
    }
    if (!run.process().isAlive()) {
      throw new IllegalStateException("it ended by itself; it printed: " + run.lastLines());
    }
    var peak = run.process().peakMegabytes();
    endTurn();
    var results = ended.results() - began.results();
    var micros = ended.processor().minus(began.processor()).toNanos() / 1e3;
    return List.of(
        results / ((ended.nanos() - began.nanos()) / 1e9),
        results == 0 ? Double.NaN : micros / results,
        (double) peak);
  }

  private void feed() throws IOException, InterruptedException {
    run.process().pause();
    try {
      run.feed.all(fed, fed + workload.perRound());
      fed += workload.perRound();
    } finally {
      run.process().goOn();
    }
  }

  /// Takes away what waits, and waits for what was delivered.
  private void endTurn() throws IOException, InterruptedException {
    takenAway += run.track.takeAway();
    if (!run.sink.await(fed - takenAway, PATIENCE)) {
      throw new IllegalStateException(
          "it was not through %d s after its turn; it printed: %s"
              .formatted(PATIENCE.toSeconds(), run.lastLines()));
    }
  }

  @Override
  public void finish(Consumer<String> remarks) throws IOException, InterruptedException {
    run.settle();
    if (run.sink.repeated() > 0) {
      remarks.accept(run.sink.repeated() + " results came more than once");
    }
    var lost = run.lost(fed - takenAway);
    if (lost > 0) {
      remarks.accept(lost + " messages were lost");
    }
    if (entry.setting() == Setting.EQUAL && run.sink.transients() > 0) {
      remarks.accept(run.sink.transients() + " results were not persistent");
    }
  }

  @Override
  public void close() throws IOException {
    run.close();
  }
}
