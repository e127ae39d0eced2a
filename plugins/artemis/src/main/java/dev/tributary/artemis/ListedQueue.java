package dev.tributary.artemis;

import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.json.JsonObject;

/// A queue of the broker's, as its management lists it.
///
/// @param filter the one that it has now; empty if it has none. A session's own query tells the one
///   that the queue was made with, or had when the broker started
/// @param depth messages that wait, are put off, or are delivered and not settled
record ListedQueue(
    SimpleString name,
    String address,
    String filter,
    long depth,
    int consumers,
    boolean isTemporary,
    boolean isExclusive) {

  /// All that `listed` has is text.
  static ListedQueue of(JsonObject listed) {
    return new ListedQueue(
        SimpleString.of(listed.getString("name")),
        listed.getString("address"),
        listed.getString("filter"),
        Long.parseLong(listed.getString("messageCount")),
        Integer.parseInt(listed.getString("consumerCount")),
        Boolean.parseBoolean(listed.getString("temporary")),
        Boolean.parseBoolean(listed.getString("exclusive")));
  }

  /// Whether it is one to whose address only the application's own messages go back.
  boolean isOwn() {
    return name.toString().equals(address);
  }
}
