package dev.tributary.artemis;

import dev.tributary.spi.Transport.Lifetime;
import java.util.Optional;
import org.apache.activemq.artemis.api.core.SimpleString;

/// What an application's queues and addresses are called in the broker.
///
/// @param prefix what all of them begin with
/// @param suffix what all of them end in: nothing, or the connection that temporary ones end with
record Names(String prefix, String suffix) {
  private static final String SEPARATOR = "@";

  /// Those of `queue`, as it is declared over `connection`.
  ///
  /// A temporary queue's have the connection in them, so that the remains of a lost one, which the
  /// broker is about to remove, are not in the way of its successor.
  static Names of(String queue, Lifetime lifetime, String connection) {
    return new Names(
        prefix(queue),
        switch (lifetime) {
          case DURABLE -> "";
          case TEMPORARY -> SEPARATOR + connection;
        });
  }

  /// What the names of all queues begin with that belong to `queue`; others may do so, too.
  static String prefix(String queue) {
    return queue + SEPARATOR;
  }

  /// The queue, and its address, to which only the application's own messages go back.
  String own() {
    return prefix + suffix;
  }

  /// The queue that holds what the application consumes from `exchange`.
  String bound(String exchange) {
    return prefix + exchange + suffix;
  }

  /// The queue that is there while `queue` is paused, and holds the note that says why.
  static SimpleString pause(String queue) {
    return SimpleString.of(queue + ".pause");
  }

  /// Whether `found` belongs to `queue`.
  static boolean belong(ListedQueue found, String queue) {
    var name = found.name().toString();
    var end = found.isTemporary() ? name.lastIndexOf(SEPARATOR) : name.length();
    var plain = name.substring(0, Math.max(end, 0));
    return plain.equals(prefix(queue)) || plain.equals(prefix(queue) + found.address());
  }

  /// The queue whose own one is called `name`; empty if that is another one.
  static Optional<String> declared(String name) {
    var end = name.indexOf(SEPARATOR);
    var isOwn = end > 0 && (name.endsWith(SEPARATOR) || name.startsWith(SEPARATOR, end + 1));
    return isOwn ? Optional.of(name.substring(0, end)) : Optional.empty();
  }

  /// The connection that `found`, which is temporary, ends with.
  static String connection(ListedQueue found) {
    var name = found.name().toString();
    return name.substring(name.lastIndexOf(SEPARATOR) + SEPARATOR.length());
  }
}
