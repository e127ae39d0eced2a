package dev.tributary.benchmarks.peers;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/// Messages at a fixed rate, whatever becomes of those before them: how long each takes from when
/// it was due until its result arrives. One that is held up counts with all it waited.
///
/// Those that are made to fail are left out: what is asked is what they cost the others.
///
/// @param perSecond how many messages are due
/// @param warmUp how many of them are not measured
record Latency(
    String name, String title, String about, Load load, int perSecond, int warmUp, int rounds)
    implements Workload {

  /// What has not arrived so long after the last one was due counts as never.
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @Override
  public List<Column> columns() {
    return List.of(
        Column.shown("p50 ms", 1),
        Column.drawn("p99 ms", 1),
        Column.shown("p99.9 ms", 1),
        Column.shown("not there 20 s later", 0));
  }

  /// A limit that does not know how to fail is not asked to, nor is a contender that was not told
  /// how to try again.
  @Override
  public boolean suits(Case entry) {
    return load.failing() == 0
        || (entry.setting() == Setting.EQUAL && !entry.contender().equals(Contender.BARE));
  }

  @Override
  public Contestant admit(Ground ground, Case entry) {
    return remarks -> run(ground, entry, remarks);
  }

  private List<Double> run(Ground ground, Case entry, Consumer<String> remarks)
      throws IOException, InterruptedException {
    try (var run = Run.start(ground, entry, load, 1)) {
      run.awaitFirst();
      run.feed.atRate(perSecond, 1, load.messages());
      var arrived = run.sink.await(load.messages(), PATIENCE);
      var nanos = run.sink.latencies(warmUp, load.messages(), load.failing()).toArray();
      run.settle();
      if (run.sink.repeated() > 0) {
        remarks.accept(run.sink.repeated() + " results came more than once");
      }
      var missing = arrived ? 0 : load.messages() - run.sink.distinct();
      return List.of(
          percentile(nanos, 50), percentile(nanos, 99), percentile(nanos, 99.9), (double) missing);
    }
  }

  private static double percentile(long[] nanos, double percent) {
    return nanos.length == 0
        ? Double.NaN
        : nanos[(int) Math.min(nanos.length - 1, nanos.length * percent / 100)] / 1e6;
  }
}
