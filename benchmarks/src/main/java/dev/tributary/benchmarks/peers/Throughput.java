package dev.tributary.benchmarks.peers;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/// As many messages a second as go: all wait in the queue before the contender starts.
///
/// @param warmUp how many results are not measured
/// @param atMost for how long they, and then those that are measured, may take
record Throughput(
    String name, String title, String about, Load load, int warmUp, Duration atMost, int rounds)
    implements Workload {

  /// What a contender has done by one moment.
  private record Moment(long nanos, int results, Duration processor) {
    static Moment of(Run run) {
      return new Moment(System.nanoTime(), run.sink.distinct(), run.process().processorTime());
    }
  }

  @Override
  public List<Column> columns() {
    return List.of(
        Column.drawn("messages/s", 0),
        Column.drawn("µs of processor a message", 0),
        Column.shown("peak MB", 0));
  }

  /// Callbacks that wait are only asked of those that may have many of them in flight.
  @Override
  public boolean suits(Case entry) {
    return entry.setting() == Setting.EQUAL || load.pause().isZero();
  }

  @Override
  public List<Double> run(Ground ground, Case entry, Consumer<String> remarks)
      throws IOException, InterruptedException {
    try (var run = Run.start(ground, entry, load, load.messages())) {
      run.awaitFirst();
      var _ = run.sink.await(warmUp, atMost);
      var began = Moment.of(run);
      var _ = run.sink.await(load.messages(), atMost);
      var ended = Moment.of(run);
      var peak = run.process().peakMegabytes();
      run.settle();
      remark(run, entry.setting(), remarks);
      var results = ended.results() - began.results();
      var micros = ended.processor().minus(began.processor()).toNanos() / 1e3;
      return List.of(
          results / ((ended.nanos() - began.nanos()) / 1e9),
          results == 0 ? Double.NaN : micros / results,
          (double) peak);
    }
  }

  private void remark(Run run, Setting setting, Consumer<String> remarks)
      throws IOException, InterruptedException {
    if (run.sink.repeated() > 0) {
      remarks.accept(run.sink.repeated() + " results came more than once");
    }
    var lost = run.lost(load.messages());
    if (lost > 0) {
      remarks.accept(lost + " messages were lost");
    }
    if (setting == Setting.EQUAL && run.sink.transients() > 0) {
      remarks.accept(run.sink.transients() + " results were not persistent");
    }
  }
}
