package dev.tributary.artemis;

import dev.tributary.Binding;
import dev.tributary.spi.QueueStatus;
import dev.tributary.spi.Transport.Lifetime;
import dev.tributary.spi.Transport.Sharing;
import dev.tributary.spi.TransportException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.ActiveMQNonExistentQueueException;
import org.apache.activemq.artemis.api.core.ActiveMQQueueExistsException;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.api.core.client.ClientSession;
import org.jspecify.annotations.Nullable;

/// Declares and removes queues over one connection, one at a time.
final class Topology {
  /// How long the broker may take to show a message that it has.
  private static final Duration NOTE_PATIENCE = Duration.ofSeconds(1);

  private final ReentrantLock lock = new ReentrantLock();
  private final ClientSession session;
  private final Management management;
  private final ConnectionId id;

  private Topology(ClientSession session, Management management, ConnectionId id) {
    this.session = session;
    this.management = management;
    this.id = id;
  }

  /// @param session of `connection`, for this alone
  /// @param id of `connection`, which temporary queues end with
  static Topology open(Connection connection, ClientSession session, ConnectionId id)
      throws ActiveMQException {
    return new Topology(session, Management.open(connection, session), id);
  }

  /// What the broker has for an application's queue.
  ///
  /// @param own the queue, and its address, to which the application's own messages go back
  /// @param all that hold its messages, this one among them
  record Queues(String own, List<ListedQueue> all) {}

  /// What a queue is for as long as it is there.
  record Kind(Lifetime lifetime, Sharing sharing) {
    static Kind of(ListedQueue existing) {
      return new Kind(
          existing.isTemporary() ? Lifetime.TEMPORARY : Lifetime.DURABLE,
          existing.isExclusive() ? Sharing.SINGLE_ACTIVE : Sharing.COMPETING);
    }

    @Override
    public String toString() {
      return lifetime + " and " + sharing;
    }
  }

  void declare(String queue, List<Binding> bindings, Kind kind) throws Exception {
    lock.lock();
    try {
      declareOnce(queue, bindings, kind);
    } catch (ActiveMQQueueExistsException | ActiveMQNonExistentQueueException otherProcess) {
      // It declares the same queue at the same time.
      declareOnce(queue, bindings, kind);
    } finally {
      lock.unlock();
    }
  }

  private void declareOnce(String queue, List<Binding> bindings, Kind kind) throws Exception {
    var names = Names.of(queue, kind.lifetime(), id.toString());
    var found = find(queue);
    refuseOthers(queue, kind, found.values());
    var stale = new HashMap<>(found);
    if (stale.remove(names.own()) == null) {
      createOwn(names.own(), kind);
    }
    var byExchange = bindings.stream().collect(Collectors.groupingBy(Binding::exchange));
    for (var bound : byExchange.entrySet()) {
      var name = names.bound(bound.getKey());
      var filter = RoutingKeys.filter(bound.getValue());
      bind(name, bound.getKey(), filter, kind, stale.remove(name));
    }
    for (var unbound : stale.values()) {
      retire(unbound);
    }
  }

  private void refuseOthers(String queue, Kind kind, Iterable<ListedQueue> found) {
    for (var existing : found) {
      if (!Kind.of(existing).equals(kind)) {
        throw new TransportException(
            "expected queue %s to be %s, it is %s; choose another name, or remove it first"
                .formatted(queue, kind, Kind.of(existing)),
            null);
      }
      if (existing.isTemporary() && !Names.connection(existing).equals(id.toString())) {
        throw new TransportException(
            "queue "
                + queue
                + " is a temporary one of another connection, with which it ends; choose another"
                + " name",
            null);
      }
    }
  }

  private void createOwn(String name, Kind kind) throws ActiveMQException {
    if (kind.lifetime() == Lifetime.DURABLE) {
      session.createAddress(SimpleString.of(name), RoutingType.ANYCAST, false);
    }
    session.createQueue(
        configuration(name, kind).setAddress(name).setRoutingType(RoutingType.ANYCAST));
  }

  private void bind(
      String name, String exchange, String filter, Kind kind, @Nullable ListedQueue existing)
      throws Exception {
    if (existing == null) {
      createExchange(exchange);
      session.createQueue(
          configuration(name, kind)
              .setAddress(exchange)
              .setRoutingType(RoutingType.MULTICAST)
              .setFilterString(filter));
    } else if (!filter.equals(existing.filter())) {
      management.updateFilter(existing, filter);
    }
  }

  private static QueueConfiguration configuration(String name, Kind kind) {
    return QueueConfiguration.of(name)
        .setDurable(kind.lifetime() == Lifetime.DURABLE)
        .setTemporary(kind.lifetime() == Lifetime.TEMPORARY)
        .setExclusive(kind.sharing() == Sharing.SINGLE_ACTIVE);
  }

  /// Lets no more messages into a queue, and removes it once it is empty; not before the next
  /// declaration, since some may be under way to it.
  private void retire(ListedQueue queue) throws Exception {
    if (!RoutingKeys.NOTHING.equals(queue.filter())) {
      management.updateFilter(queue, RoutingKeys.NOTHING);
    } else if (queue.depth() == 0 && queue.consumers() == 0) {
      session.deleteQueue(queue.name());
    }
  }

  /// Makes sure that there is an exchange.
  void declareExchange(String exchange) throws ActiveMQException {
    lock.lock();
    try {
      createExchange(exchange);
    } finally {
      lock.unlock();
    }
  }

  private void createExchange(String exchange) throws ActiveMQException {
    var address = SimpleString.of(exchange);
    if (!session.addressQuery(address).isExists()) {
      session.createAddress(address, RoutingType.MULTICAST, false);
    }
  }

  /// What the broker has for `queue`.
  ///
  /// @throws TransportException if it is not declared
  Queues queues(String queue) throws Exception {
    lock.lock();
    try {
      var found = List.copyOf(find(queue).values());
      var own =
          found.stream()
              .filter(ListedQueue::isOwn)
              .findFirst()
              .orElseThrow(
                  () -> new TransportException("queue " + queue + " is not declared", null));
      return new Queues(own.name().toString(), found);
    } finally {
      lock.unlock();
    }
  }

  /// How those of `queues` are doing that are declared.
  Map<String, QueueStatus> statuses(Collection<String> queues) throws Exception {
    lock.lock();
    try {
      var listed = management.queues();
      var statuses = new HashMap<String, QueueStatus>();
      for (var queue : queues) {
        var found = belonging(listed, queue);
        if (!found.isEmpty()) {
          var isPaused = listed.stream().anyMatch(each -> each.name().equals(Names.pause(queue)));
          statuses.put(queue, status(found, isPaused ? pauseOf(queue) : Optional.empty()));
        }
      }
      return statuses;
    } finally {
      lock.unlock();
    }
  }

  private static QueueStatus status(Collection<ListedQueue> found, Optional<String> pause) {
    return new QueueStatus(
        found.stream().mapToLong(ListedQueue::depth).sum(),
        found.stream().mapToInt(ListedQueue::consumers).max().orElse(0),
        found.stream().flatMap(Topology::bindings).collect(Collectors.toSet()),
        pause);
  }

  private static Stream<Binding> bindings(ListedQueue queue) {
    return RoutingKeys.bindingKeys(queue.filter()).stream()
        .map(key -> new Binding(queue.address(), key));
  }

  /// The names of all queues that were declared, in order.
  List<String> declaredQueues() throws Exception {
    lock.lock();
    try {
      return management.queues().stream()
          .flatMap(each -> Names.declared(each.name().toString()).stream())
          .distinct()
          .sorted()
          .toList();
    } finally {
      lock.unlock();
    }
  }

  /// Makes the queue that says that `queue` is paused, with the note in it.
  void pause(String queue, String note) throws Exception {
    lock.lock();
    try {
      if (find(queue).isEmpty()) {
        throw new TransportException("queue " + queue + " is not declared", null);
      }
      removePause(queue);
      var name = Names.pause(queue);
      session.createAddress(name, RoutingType.ANYCAST, false);
      session.createQueue(QueueConfiguration.of(name).setRoutingType(RoutingType.ANYCAST));
      try (var producer = session.createProducer(name)) {
        var said = session.createMessage(true);
        said.getBodyBuffer().writeString(note);
        producer.send(said);
      }
    } finally {
      lock.unlock();
    }
  }

  void resume(String queue) throws Exception {
    lock.lock();
    try {
      removePause(queue);
    } finally {
      lock.unlock();
    }
  }

  private void removePause(String queue) throws Exception {
    var name = Names.pause(queue);
    if (session.queueQuery(name).isExists()) {
      session.deleteQueue(name);
      management.deleteAddress(name.toString());
    }
  }

  /// The note with which `queue` is paused.
  Optional<String> pauseOf(String queue) throws Exception {
    lock.lock();
    try {
      var name = Names.pause(queue);
      if (!session.queueQuery(name).isExists()) {
        return Optional.empty();
      }
      try (var browser = session.createConsumer(name, null, true)) {
        var said = browser.receive(NOTE_PATIENCE.toMillis());
        return Optional.of(said == null ? "paused" : said.getBodyBuffer().readString());
      }
    } finally {
      lock.unlock();
    }
  }

  long remove(String queue) throws Exception {
    lock.lock();
    try {
      removePause(queue);
      var found = find(queue).values();
      if (found.stream().anyMatch(each -> each.consumers() > 0)) {
        throw new TransportException(
            "queue " + queue + " is being consumed; stop the application first", null);
      }
      for (var each : found) {
        session.deleteQueue(each.name());
        if (each.isOwn() && !each.isTemporary()) {
          management.deleteAddress(each.address());
        }
      }
      return found.stream().mapToLong(ListedQueue::depth).sum();
    } finally {
      lock.unlock();
    }
  }

  private Map<String, ListedQueue> find(String queue) throws Exception {
    return belonging(management.queues(), queue).stream()
        .collect(Collectors.toMap(each -> each.name().toString(), Function.identity()));
  }

  private List<ListedQueue> belonging(List<ListedQueue> listed, String queue) {
    return listed.stream().filter(each -> Names.belong(each, queue) && !isRemainder(each)).toList();
  }

  /// Whether this transport declared it over a connection that was lost: the broker is about to
  /// remove it.
  private boolean isRemainder(ListedQueue found) {
    return found.isTemporary() && id.isSuccessorOf(Names.connection(found));
  }
}
