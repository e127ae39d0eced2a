package dev.tributary.benchmarks.peers;

import java.io.IOException;
import java.time.Duration;

/// One contender's run, on queues that are made for it and taken away after it.
///
/// As long as it is open, what the contender sends is counted.
final class Run implements AutoCloseable {
  /// A contender that has brought nothing by then does not start.
  private static final Duration START = Duration.ofSeconds(60);

  /// What was confirmed last may still be on its way to the sink.
  private static final Duration SETTLED = Duration.ofMillis(500);

  private static final Duration GIVEN_UP = Duration.ofSeconds(5);
  private static final Duration LOOK = Duration.ofMillis(20);

  final Track track;
  final Feed feed;
  final Sink sink;
  private final Ground ground;
  private final Case entry;
  private final Load load;
  private ContenderProcess process;
  private int endings;
  private final long started = System.nanoTime();

  private Run(Ground ground, Case entry, Load load, Track track, Feed feed, Sink sink)
      throws IOException {
    this.ground = ground;
    this.entry = entry;
    this.load = load;
    this.track = track;
    this.feed = feed;
    this.sink = sink;
    this.process = ContenderProcess.start(ground, entry, load);
  }

  /// Makes the queues, puts the first `waiting` messages into them, and starts the contender.
  static Run start(Ground ground, Case entry, Load load, int waiting)
      throws IOException, InterruptedException {
    var route = Route.of(entry);
    var track = Track.lay(ground, entry);
    try {
      var feed = Feed.open(ground, route, load.bodyBytes());
      feed.all(0, waiting);
      return new Run(ground, entry, load, track, feed, Sink.open(ground, route, load.messages()));
    } catch (Throwable failure) {
      track.close();
      throw failure;
    }
  }

  /// Waits until the first result is there.
  ///
  /// @throws IllegalStateException if none comes
  void awaitFirst() throws InterruptedException, IOException {
    var end = System.nanoTime() + START.toNanos();
    while (sink.distinct() == 0) {
      if (!process.isAlive() || System.nanoTime() - end > 0) {
        throw new IllegalStateException("no result came; it printed: " + lastLines());
      }
      Thread.sleep(LOOK);
    }
  }

  /// From the start of the contender to what has arrived last.
  Duration untilLatest() {
    return Duration.ofNanos(sink.latest() - started);
  }

  /// What the contender printed last.
  String lastLines() throws IOException {
    return process.lastLines();
  }

  ContenderProcess process() {
    return process;
  }

  /// Starts the contender once more, on the same queues, once it has gone.
  void startAgain() throws IOException {
    process = process.startAgain(ground, entry, load);
  }

  /// Starts the contender again if it has ended by itself.
  void keepAlive() throws IOException {
    if (!process.isAlive()) {
      endings++;
      startAgain();
    }
  }

  /// How often it was found to have ended by itself.
  int endings() {
    return endings;
  }

  /// Stops the broker and starts it again, if it is ours; nobody tells the contender.
  void restartBroker() throws IOException, InterruptedException {
    ground.node().orElseThrow().restart(ground.connection());
  }

  /// Ends the contender if it still runs, and waits for what it has sent.
  void settle() throws InterruptedException {
    var _ = process.terminate();
    while (sink.quiet().compareTo(SETTLED) < 0) {
      Thread.sleep(LOOK);
    }
  }

  /// How many of the first `fed` messages neither have a result nor wait; after [#settle]. The
  /// broker may take a moment until it counts as waiting what the contender has given up.
  long lost(int fed) throws IOException, InterruptedException {
    var end = System.nanoTime() + GIVEN_UP.toNanos();
    while (sink.distinct() + track.waiting() < fed && System.nanoTime() - end < 0) {
      Thread.sleep(SETTLED);
    }
    return Math.max(0, fed - sink.distinct() - track.waiting());
  }

  @Override
  public void close() throws IOException {
    try {
      process.close();
      sink.close();
      feed.close();
    } finally {
      track.close();
    }
  }
}
