package dev.tributary.benchmarks.peers;

import java.util.Locale;
import java.util.Map;

/// The names of what one contender consumes and publishes. Each has its own, so that many can run
/// side by side, and only the one whose turn it is has anything to do.
///
/// @param queue that it consumes; the exchange of its results has the same name
record Route(String queue) {
  static final String KEY = "upsert.release";

  static Route of(Case entry) {
    return new Route(
        entry.title().toLowerCase(Locale.ROOT).replaceAll("\\W+", "-").replaceAll("^-|-$", ""));
  }

  /// The exchange to which its messages are fed.
  String source() {
    return queue + "-source";
  }

  String results() {
    return queue;
  }

  /// The queue in which its results arrive.
  String sink() {
    return queue + "-sink";
  }

  /// Where what it rejects waits.
  String retried() {
    return queue + "-wait";
  }

  /// As contenders are told.
  Map<String, String> properties() {
    return Map.of(
        "peer.source", source(), "peer.queue", queue, "peer.results", results(), "peer.key", KEY);
  }
}
