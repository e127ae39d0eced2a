package dev.tributary.testing;

import dev.tributary.Binding;
import dev.tributary.Message;
import dev.tributary.spi.Producer.Listeners;
import dev.tributary.spi.Transport.Lifetime;
import dev.tributary.spi.Transport.Sharing;
import dev.tributary.spi.TransportException;
import dev.tributary.spi.UnroutableException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;

/// A broker in the memory of this process: all that a broker does but to outlive the process. For
/// tests, and to measure what the framework costs by itself.
///
/// [MemoryTransport] connects to it. A retry comes back by the broker's clock: with a
/// [VirtualClock], when that has been advanced. Safe for use by many threads.
public final class MemoryBroker {
  private final InstantSource clock;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, MemoryQueue> queues = new TreeMap<>();
  private final Set<MemoryTransport> connections = new HashSet<>();
  private final IdleWatch idle = new IdleWatch();
  private volatile boolean running = true;
  private volatile Routes routes = new Routes(List.of());

  /// Hears what is sent by a connection, beside the queues.
  @FunctionalInterface
  interface Listener {
    /// Returns whether it listens, so that nobody else need do.
    boolean hears(String exchange, Message message);
  }

  /// A broker by the system's clock.
  public MemoryBroker() {
    this(InstantSource.system());
  }

  /// A broker by `clock`.
  public MemoryBroker(InstantSource clock) {
    this.clock = clock;
    if (clock instanceof VirtualClock virtual) {
      virtual.onAdvance(() -> all().forEach(MemoryQueue::wake));
    }
  }

  /// Ends all connections, as if the broker had died: what was not settled goes back, temporary
  /// queues end, and until [#start] everything that is asked of it fails.
  public void stop() {
    lock.lock();
    try {
      running = false;
      connections.forEach(MemoryTransport::lose);
    } finally {
      lock.unlock();
    }
  }

  /// Goes on with what it had when it was stopped, except temporary queues.
  public void start() {
    running = true;
  }

  void connect(MemoryTransport connection) {
    lock.lock();
    try {
      requireRunning();
      connections.add(connection);
    } finally {
      lock.unlock();
    }
  }

  void disconnect(MemoryTransport connection) {
    lock.lock();
    try {
      connections.remove(connection);
    } finally {
      lock.unlock();
    }
  }

  /// @throws TransportException if it is stopped
  void requireRunning() {
    if (!running) {
      throw new TransportException("the broker in memory is stopped", null);
    }
  }

  boolean isRunning() {
    return running;
  }

  void declare(String name, List<Binding> bindings, Lifetime lifetime, Sharing sharing) {
    lock.lock();
    try {
      requireRunning();
      var queue =
          queues.computeIfAbsent(
              name, _ -> new MemoryQueue(name, lifetime, sharing, clock, idle::oneIsIdle));
      if (queue.lifetime != lifetime) {
        throw new TransportException(
            "expected queue %s to be %s, found it %s; give one of the two another name"
                .formatted(name, lifetime, queue.lifetime),
            null);
      }
      if (queue.sharing != sharing) {
        throw new TransportException(
            "expected queue %s to be %s, found it %s; remove it first"
                .formatted(name, sharing, queue.sharing),
            null);
      }
      queue.bindings = List.copyOf(bindings);
      routes = new Routes(queues.values());
    } finally {
      lock.unlock();
    }
  }

  long remove(String name) {
    lock.lock();
    try {
      requireRunning();
      var queue = queues.get(name);
      if (queue == null) {
        return 0;
      }
      var thrownAway = queue.remove();
      queues.remove(name);
      routes = new Routes(queues.values());
      return thrownAway;
    } finally {
      lock.unlock();
    }
  }

  /// Removes a temporary queue, whoever consumes it.
  void end(String name) {
    lock.lock();
    try {
      var queue = queues.remove(name);
      if (queue != null) {
        queue.end();
        routes = new Routes(queues.values());
      }
    } finally {
      lock.unlock();
    }
  }

  /// @param listener who hears it beside the queues
  void send(String exchange, List<Message> messages, Listeners listeners, Listener listener) {
    requireRunning();
    for (var message : messages) {
      var hears = listener.hears(exchange, message);
      for (var queue : routes.of(exchange, message.routingKey())) {
        hears |= queue.add(message);
      }
      if (!hears && listeners == Listeners.REQUIRED) {
        throw new UnroutableException(exchange, message.routingKey());
      }
    }
  }

  /// Puts messages into one queue, past all exchanges.
  void sendTo(String name, List<Message> messages) {
    requireRunning();
    for (var message : messages) {
      var queue = find(name);
      if (queue.isEmpty() || !queue.get().add(message)) {
        throw new UnroutableException(name);
      }
    }
  }

  Optional<MemoryQueue> find(String name) {
    lock.lock();
    try {
      requireRunning();
      return Optional.ofNullable(queues.get(name));
    } finally {
      lock.unlock();
    }
  }

  /// Waits until nothing is ready or out in the queues `names`, all at once.
  ///
  /// @return false if they are not idle after `patience`
  boolean awaitIdle(List<String> names, Duration patience) throws InterruptedException {
    return idle.await(names.stream().map(this::queue).toList(), patience);
  }

  /// @throws TransportException if it was not declared
  MemoryQueue queue(String name) {
    return find(name)
        .orElseThrow(
            () -> new TransportException("expected queue " + name + " to be declared", null));
  }

  /// The names of those that are declared.
  List<String> queues() {
    requireRunning();
    return all().stream().map(queue -> queue.name).toList();
  }

  private List<MemoryQueue> all() {
    lock.lock();
    try {
      return List.copyOf(queues.values());
    } finally {
      lock.unlock();
    }
  }
}
