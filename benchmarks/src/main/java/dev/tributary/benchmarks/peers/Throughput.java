package dev.tributary.benchmarks.peers;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

/// As many messages a second as go: those of a round wait in the queue before it begins, but for
/// what the broker has delivered by then.
///
/// @param load with the messages of all rounds
/// @param first how many wait before the contender starts; it warms up with them
/// @param warmUp how long that takes at most
/// @param perRound how many more wait before each round; if none do, what is left of the first
/// @param atMost how long of each round is measured
record Throughput(
    String name,
    String title,
    String about,
    Load load,
    int first,
    Duration warmUp,
    int perRound,
    Duration atMost,
    int rounds)
    implements Workload {

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
  public Contestant admit(Ground ground, Case entry) throws IOException, InterruptedException {
    return SteadyRun.start(ground, entry, this);
  }
}
