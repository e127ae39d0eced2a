package dev.tributary.rabbitmq;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.DefaultConsumer;
import com.rabbitmq.client.Envelope;
import com.rabbitmq.client.ShutdownSignalException;
import dev.tributary.Binding;
import dev.tributary.spi.TransportException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// Binds a queue to just what is declared, and takes away what was declared before.
///
/// AMQP 0-9-1 cannot ask what a queue is bound to, so the broker keeps it in a message: in the
/// queue [Names#bindings] lies a record of the last declaration. That queue has a *single active
/// consumer*, and so is a lock as well. A new declaration
///
/// 1. knocks, with a message that says nothing, consumes the queue, and waits for its turn, which
///    the first delivery announces: of several that declare at once, the others get nothing until
///    the first is done, and then what it left;
/// 2. puts its own record behind all that lies there, confirmed, before it binds anything, and
///    takes what comes until that;
/// 3. binds what it declares, and unbinds what only earlier records name;
/// 4. acknowledges all but its own record, which goes back as it closes its channel.
///
/// So at any time the records name at least what is bound. Whoever dies in between leaves more of
/// them, for the next declaration to read and clear away. The last one wins. A binding that stays
/// is never touched, so that nothing is unroutable for a moment.
///
/// Bindings that somebody else made are nobody's record, and stay.
final class BindingRecord {
  private static final String BINDINGS = "bindings";
  private static final String EXCHANGE = "exchange";
  private static final String KEY = "key";
  private static final int PERSISTENT = 2;

  private final Publisher publisher;
  private final String queue;
  private final Set<Binding> declared;
  private final String id = UUID.randomUUID().toString();

  private BindingRecord(Publisher publisher, String queue, List<Binding> declared) {
    this.publisher = publisher;
    this.queue = queue;
    this.declared = Set.copyOf(declared);
  }

  /// A record that was found.
  private record Found(long tag, String id, List<Binding> bindings) {}

  /// Binds `queue`, which is there, to `declared` and to nothing else that it was declared with.
  ///
  /// @param publisher for the record; the connection of consumers must not be one that the broker
  ///   blocks when it has no room for messages
  static void replace(
      Link link, Publisher publisher, String queue, List<Binding> declared, Duration patience)
      throws InterruptedException {
    var record = new BindingRecord(publisher, queue, declared);
    record.put(Set.of(), "knock");
    var channel = link.channel();
    try {
      record.apply(channel, record.earlier(channel, patience));
    } catch (IOException | ShutdownSignalException failure) {
      throw Refusal.of("queue " + queue + " cannot be bound", failure);
    } finally {
      Link.end(channel);
    }
  }

  /// What `queue`, which is there, is bound to: all that the records name.
  ///
  /// Takes its turn as a declaration does, and puts a record of nothing to know where to stop. The
  /// next one to take its turn clears that away; all others go back as the channel closes.
  ///
  /// @param publisher as for a declaration
  static Set<Binding> read(Link link, Publisher publisher, String queue, Duration patience)
      throws InterruptedException {
    var nothing = new BindingRecord(publisher, queue, List.of());
    nothing.put(Set.of(), "knock");
    var channel = link.channel();
    try {
      var bindings = new HashSet<Binding>();
      for (var found : nothing.earlier(channel, patience)) {
        bindings.addAll(found.bindings());
        if (found.bindings().isEmpty()) {
          channel.basicAck(found.tag(), false);
        }
      }
      return bindings;
    } catch (IOException | ShutdownSignalException failure) {
      throw Refusal.of("the bindings of queue " + queue + " cannot be read", failure);
    } finally {
      Link.end(channel);
    }
  }

  private void put(Set<Binding> bindings, String messageId) throws InterruptedException {
    var tables =
        bindings.stream()
            .map(binding -> Map.of(EXCHANGE, binding.exchange(), KEY, binding.key()))
            .toList();
    var properties =
        new BasicProperties.Builder()
            .messageId(messageId)
            .deliveryMode(PERSISTENT)
            .headers(Map.of(BINDINGS, tables))
            .build();
    var publication = new Publication("", Names.bindings(queue), true, properties, new byte[0]);
    publisher.channel().publish(List.of(publication));
  }

  private List<Found> earlier(Channel channel, Duration patience)
      throws IOException, InterruptedException {
    var arrivals = new Arrivals(channel);
    channel.basicConsume(Names.bindings(queue), arrivals);
    var end = System.nanoTime() + patience.toNanos();
    var earlier = new ArrayList<Found>();
    var found = arrivals.next(end);
    put(declared, id);
    while (!found.id().equals(id)) {
      earlier.add(found);
      found = arrivals.next(end);
    }
    return earlier;
  }

  private void apply(Channel channel, List<Found> earlier) throws IOException {
    for (var binding : declared) {
      Topology.bind(channel, queue, binding);
    }
    var stale = new HashSet<Binding>();
    earlier.forEach(found -> stale.addAll(found.bindings()));
    stale.removeAll(declared);
    for (var binding : stale) {
      Topology.unbind(channel, queue, binding);
    }
    for (var found : earlier) {
      channel.basicAck(found.tag(), false);
    }
  }

  private final class Arrivals extends DefaultConsumer {
    private final BlockingQueue<Optional<Found>> arrived = new LinkedBlockingQueue<>();

    Arrivals(Channel channel) {
      super(channel);
    }

    @Override
    public void handleDelivery(
        String consumerTag, Envelope envelope, BasicProperties properties, byte[] body) {
      var id = String.valueOf(properties.getMessageId());
      arrived.add(Optional.of(new Found(envelope.getDeliveryTag(), id, bindings(properties))));
    }

    @Override
    public void handleCancel(String consumerTag) {
      arrived.add(Optional.empty());
    }

    @Override
    public void handleShutdownSignal(String consumerTag, ShutdownSignalException signal) {
      arrived.add(Optional.empty());
    }

    /// @param end in [System#nanoTime]
    Found next(long end) throws InterruptedException {
      var next = arrived.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
      if (next == null) {
        throw new TransportException(
            "the bindings of queue %s cannot be had: others have been at them for too long"
                .formatted(queue),
            null);
      }
      return next.orElseThrow(
          () ->
              new TransportException(
                  "the bindings of queue %s cannot be had: their record is gone".formatted(queue),
                  null));
    }
  }

  private static List<Binding> bindings(BasicProperties properties) {
    var headers = properties.getHeaders();
    return headers != null && headers.get(BINDINGS) instanceof List<?> tables
        ? tables.stream().map(BindingRecord::binding).toList()
        : List.of();
  }

  private static Binding binding(Object table) {
    return table instanceof Map<?, ?> entries
        ? new Binding(String.valueOf(entries.get(EXCHANGE)), String.valueOf(entries.get(KEY)))
        : new Binding(String.valueOf(table), "#");
  }
}
