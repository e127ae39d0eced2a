package dev.tributary.spi;

import dev.tributary.Message;
import java.util.List;

/// Sends messages to exchanges. Safe for use by many threads, whose messages are confirmed
/// together.
///
/// When the connection to the broker is lost, sending fails until it can be made again; then it
/// goes on with no need for another producer.
public interface Producer extends AutoCloseable {
  /// Sends `messages` to whoever is bound to `exchange` for their routing keys, and returns once
  /// the broker has confirmed all of them as stored.
  ///
  /// @param listeners whether there must be a queue for each
  /// @throws UnroutableException if one must have a queue and has none; others of `messages` may
  ///   have been sent
  /// @throws TransportException if the broker did not confirm; whether they were sent is unknown
  void send(String exchange, List<Message> messages, Listeners listeners)
      throws InterruptedException;

  /// Puts `messages` straight into `queue`, past all exchanges, as a retry comes back; returns once
  /// the broker has confirmed all of them. They keep their routing keys, and no other queue sees
  /// them.
  ///
  /// @throws UnroutableException if there is no such queue
  /// @throws TransportException if the broker did not confirm; whether they were sent is unknown
  void sendTo(String queue, List<Message> messages) throws InterruptedException;

  /// Whether a message that no queue is bound for is an error.
  enum Listeners {
    REQUIRED,
    OPTIONAL
  }

  @Override
  void close();
}
