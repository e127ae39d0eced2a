package dev.tributary.spi;

import dev.tributary.Binding;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A broker: exchanges, durable queues, and deliveries that are settled one by one.
///
/// Safe for use by many threads. All waits end with [InterruptedException] when their thread is
/// interrupted. What the broker does not do is a [TransportException].
public interface Transport extends AutoCloseable {
  /// Makes sure that the durable queue `queue` exists and is bound to just these bindings.
  ///
  /// @see #declare(String, List, Lifetime, Sharing)
  default void declare(String queue, List<Binding> bindings) {
    declare(queue, bindings, Lifetime.DURABLE);
  }

  /// Makes sure that `queue` exists and is bound to just these bindings, for competing consumers.
  ///
  /// @see #declare(String, List, Lifetime, Sharing)
  default void declare(String queue, List<Binding> bindings, Lifetime lifetime) {
    declare(queue, bindings, lifetime, Sharing.COMPETING);
  }

  /// Makes sure that `queue` exists and is bound to just these bindings. Bindings that it had and
  /// that are not among them are removed; what waits in it stays. A message that several bindings
  /// match is delivered once. Declaring it once more changes nothing.
  ///
  /// @throws TransportException if the broker does not do it, or if the queue exists with another
  ///   lifetime, or is shared in another way
  void declare(String queue, List<Binding> bindings, Lifetime lifetime, Sharing sharing);

  /// Removes a queue, its bindings and all that waits in it, retries included. One that is not
  /// there is no error.
  ///
  /// @return how many messages were thrown away
  /// @throws TransportException if somebody consumes it
  long remove(String queue);

  /// Says that `queue` is not to be consumed for the time being; the broker keeps the word, also
  /// while nobody is there. Who consumes the queue has to ask for it ([#pauseOf]). Said again, it
  /// is replaced.
  ///
  /// @param note who says so, when and why
  /// @throws TransportException if the queue is not declared
  void pause(String queue, String note);

  /// Takes back what [#pause] said; nothing changes if nothing was said.
  void resume(String queue);

  /// The note with which `queue` is paused; empty if it is not.
  Optional<String> pauseOf(String queue);

  /// Consumes a declared queue. If the connection to the broker was lost, a new one is made.
  ///
  /// @param prefetch how many deliveries may be out at once, received and not settled; 1 or more
  Consumer consumer(String queue, int prefetch);

  /// A producer of its own connection or channel; safe to open before any exchange is there.
  Producer producer();

  /// How many messages the queue holds: waiting, waiting for a retry, or delivered and not settled.
  long depth(String queue);

  /// How `queue` is doing; empty if it is not declared. Meant for operators: it may cost the broker
  /// more than [#depth] does.
  Optional<QueueStatus> status(String queue);

  /// How those of `queues` are doing that are declared, by name: as [#status], for many at once.
  default Map<String, QueueStatus> statuses(Collection<String> queues) {
    var statuses = new HashMap<String, QueueStatus>();
    for (var queue : queues) {
      status(queue).ifPresent(status -> statuses.put(queue, status));
    }
    return statuses;
  }

  /// The names of all queues that are declared, in order; empty if this broker cannot list them.
  Optional<List<String>> queues();

  /// Ends all connections. What was not settled will be delivered again, except from temporary
  /// queues, which end too.
  @Override
  void close();

  /// How those share a queue who consume it, in whichever processes.
  enum Sharing {
    /// Competing consumers: each message goes to one who is free.
    COMPETING,
    /// A single active consumer: one of them gets all messages, the others stand by. When it is
    /// closed or lost, another one gets what it had not settled, in its order, and then all that
    /// follows. One that was stopped stays the active one until then. What is urgent may go to
    /// another one than what is not.
    SINGLE_ACTIVE
  }

  /// How long a queue lives.
  enum Lifetime {
    /// Until it is removed, also while nobody consumes it.
    DURABLE,
    /// As long as the transport that declared it: when that closes, or its process dies in whatever
    /// way, the queue is gone with all that waits in it. If only the connection is lost, declaring
    /// it again makes it anew.
    TEMPORARY
  }
}
