package dev.tributary.spi;

import dev.tributary.Binding;
import java.util.List;

/// A broker: exchanges, durable queues, and deliveries that are settled one by one.
///
/// Safe for use by many threads. All waits end with [InterruptedException] when their thread is
/// interrupted. What the broker does not do is a [TransportException].
public interface Transport extends AutoCloseable {
  /// Makes sure that the durable queue `queue` exists and is bound to just these bindings. Bindings
  /// that it had and that are not among them are removed; what waits in it stays. A message that
  /// several bindings match is delivered once.
  void declare(String queue, List<Binding> bindings);

  /// Consumes a declared queue.
  ///
  /// @param prefetch how many deliveries may be out at once, received and not settled; 1 or more
  Consumer consumer(String queue, int prefetch);

  Producer producer();

  /// How many messages the queue holds: waiting, waiting for a retry, or delivered and not settled.
  long depth(String queue);

  /// Ends all connections. What was not settled will be delivered again.
  @Override
  void close();
}
