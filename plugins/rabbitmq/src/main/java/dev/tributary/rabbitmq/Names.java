package dev.tributary.rabbitmq;

import java.util.List;

/// What the parts of an application's queue are called in the broker. Names of applications have no
/// dots, so that no part has the name of another application.
final class Names {
  private static final String URGENT = ".urgent";

  private Names() {}

  /// The exchange through which all that an application consumes comes in.
  static String entrance(String queue) {
    return queue + ".in";
  }

  /// The exchange behind the entrance for what is not urgent.
  static String normal(String queue) {
    return queue + ".normal";
  }

  /// The queue for what overtakes the others.
  static String urgent(String queue) {
    return queue + URGENT;
  }

  /// The queue that remembers what the entrance is bound to.
  static String bindings(String queue) {
    return queue + ".bindings";
  }

  /// The queue that holds the note with which an operator paused the application.
  static String pause(String queue) {
    return queue + ".pause";
  }

  /// The two queues that are consumed, the more urgent one first.
  static List<String> consumed(String queue) {
    return List.of(urgent(queue), queue);
  }

  /// The application whose queue, or queue for what is urgent, `part` is.
  static String application(String part) {
    return part.endsWith(URGENT) ? part.substring(0, part.length() - URGENT.length()) : part;
  }
}
