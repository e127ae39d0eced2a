package dev.tributary.artemis;

/// What an application's queues and addresses are called in the broker.
final class Names {
  private Names() {}

  /// The queue, and its address, to which only the application's own messages go back.
  static String own(String queue) {
    return queue + "@";
  }

  /// The queue that holds what the application consumes from `exchange`.
  static String bound(String queue, String exchange) {
    return queue + "@" + exchange;
  }

  /// Whether `name` is a queue that holds what the application consumes from some exchange.
  static boolean isBound(String name, String queue) {
    return name.startsWith(own(queue)) && !name.equals(own(queue));
  }
}
