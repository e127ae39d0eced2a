package dev.tributary.benchmarks.hop;

import dev.tributary.Recording;
import java.time.Duration;

/// What a contender has to do with the messages that wait in a queue: take each, `work`, publish
/// its body to the exchange of the same name, persistent and mandatory, and acknowledge it once
/// that is confirmed.
///
/// @param uri of the broker
/// @param queue of the messages; the exchange of the results has its name, too
/// @param inFlight how many deliveries may be worked on at once
/// @param work how long a callback waits
/// @param warmUp how many messages go before those that are measured
/// @param measured how many messages are measured
/// @param recording how much a contender that can do so records of it
record Hop(
    String uri,
    String queue,
    int inFlight,
    Duration work,
    int warmUp,
    int measured,
    Recording recording) {
  static final String SOURCE = "source";
  static final String QUEUE = "hop";
  static final String SINK = "sink";

  /// Reads what [#arguments] wrote.
  static Hop of(String[] arguments) {
    return new Hop(
        arguments[0],
        arguments[1],
        Integer.parseInt(arguments[2]),
        Duration.ofMillis(Long.parseLong(arguments[3])),
        Integer.parseInt(arguments[4]),
        Integer.parseInt(arguments[5]),
        Recording.valueOf(arguments[6]));
  }

  String[] arguments() {
    return new String[] {
      uri,
      queue,
      Integer.toString(inFlight),
      Long.toString(work.toMillis()),
      Integer.toString(warmUp),
      Integer.toString(measured),
      recording.name()
    };
  }

  Hop recorded(Recording newRecording) {
    return new Hop(uri, queue, inFlight, work, warmUp, measured, newRecording);
  }

  int messages() {
    return warmUp + measured;
  }

  /// Does what a callback does.
  void doWork() throws InterruptedException {
    if (work.isPositive()) {
      Thread.sleep(work);
    }
  }
}
