package dev.tributary.artemis;

import dev.tributary.Binding;
import dev.tributary.spi.Consumer;
import dev.tributary.spi.Transport;
import dev.tributary.spi.TransportException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.api.core.TransportConfiguration;
import org.apache.activemq.artemis.api.core.client.ActiveMQClient;
import org.apache.activemq.artemis.api.core.client.ClientSessionFactory;
import org.apache.activemq.artemis.api.core.client.ServerLocator;
import org.apache.activemq.artemis.core.remoting.impl.invm.InVMConnectorFactory;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.core.server.Queue;
import org.apache.activemq.artemis.core.server.impl.AddressInfo;

/// A transport over an [EmbeddedBroker] of this process.
public final class ArtemisTransport implements Transport {
  /// Bytes that the broker hands a consumer ahead of what it has taken.
  private static final int CONSUMER_WINDOW = 64 << 10;

  /// Bytes of confirmations a session keeps; asks the broker to confirm each message.
  private static final int CONFIRMATION_WINDOW = 1 << 20;

  private final ActiveMQServer server;
  private final ServerLocator locator;
  private final ClientSessionFactory sessions;

  private ArtemisTransport(
      ActiveMQServer server, ServerLocator locator, ClientSessionFactory sessions) {
    this.server = server;
    this.locator = locator;
    this.sessions = sessions;
  }

  /// Connects to `broker`, which stays the caller's to close, afterwards.
  public static ArtemisTransport connect(EmbeddedBroker broker) {
    try {
      var locator =
          ActiveMQClient.createServerLocatorWithoutHA(
                  new TransportConfiguration(
                      InVMConnectorFactory.class.getName(), broker.address()))
              .setConfirmationWindowSize(CONFIRMATION_WINDOW)
              .setConsumerWindowSize(CONSUMER_WINDOW)
              .setBlockOnAcknowledge(false)
              .setAckBatchSize(0)
              .setReconnectAttempts(0);
      return new ArtemisTransport(broker.server(), locator, locator.createSessionFactory());
    } catch (Exception failure) {
      throw new TransportException("no connection to the embedded broker", failure);
    }
  }

  @Override
  public void declare(String queue, List<Binding> bindings) {
    try {
      declareOwn(queue);
      var byExchange = bindings.stream().collect(Collectors.groupingBy(Binding::exchange));
      for (var entry : byExchange.entrySet()) {
        declareBound(queue, entry.getKey(), RoutingKeys.filter(entry.getValue()));
      }
      var stale = new HashSet<>(boundQueues(queue));
      byExchange.keySet().forEach(exchange -> stale.remove(Names.bound(queue, exchange)));
      for (var name : stale) {
        retire(name);
      }
    } catch (Exception failure) {
      throw new TransportException("queue " + queue + " cannot be declared", failure);
    }
  }

  private void declareOwn(String queue) throws Exception {
    var address = SimpleString.of(Names.own(queue));
    server.addOrUpdateAddressInfo(new AddressInfo(address, RoutingType.ANYCAST));
    server.createQueue(
        QueueConfiguration.of(address)
            .setAddress(address)
            .setRoutingType(RoutingType.ANYCAST)
            .setDurable(true),
        true);
  }

  private void declareBound(String queue, String exchange, String filter) throws Exception {
    declareExchange(exchange);
    var configuration =
        QueueConfiguration.of(Names.bound(queue, exchange))
            .setAddress(exchange)
            .setRoutingType(RoutingType.MULTICAST)
            .setFilterString(filter)
            .setDurable(true);
    server.createQueue(configuration, true);
    server.updateQueue(configuration);
  }

  private void declareExchange(String exchange) throws Exception {
    server.addOrUpdateAddressInfo(
        new AddressInfo(SimpleString.of(exchange), RoutingType.MULTICAST));
  }

  /// Lets no more messages into a bound queue, and removes it once it is empty.
  private void retire(String name) throws Exception {
    var queue = server.locateQueue(name);
    server.updateQueue(
        QueueConfiguration.of(name)
            .setAddress(queue.getAddress())
            .setRoutingType(RoutingType.MULTICAST)
            .setFilterString(RoutingKeys.NOTHING)
            .setDurable(true));
    if (queue.getMessageCount() == 0 && queue.getConsumerCount() == 0) {
      server.destroyQueue(SimpleString.of(name));
    }
  }

  private List<String> boundQueues(String queue) {
    return Arrays.stream(server.getActiveMQServerControl().getQueueNames())
        .filter(name -> Names.isBound(name, queue))
        .toList();
  }

  private List<String> allQueues(String queue) {
    var names = new ArrayList<>(boundQueues(queue));
    names.add(Names.own(queue));
    return names;
  }

  @Override
  public Consumer consumer(String queue, int prefetch) {
    try {
      var session = sessions.createSession(true, true, 0);
      return ArtemisConsumer.open(session, producer(), queue, allQueues(queue), prefetch);
    } catch (Exception failure) {
      throw new TransportException("queue " + queue + " cannot be consumed", failure);
    }
  }

  @Override
  public ArtemisProducer producer() {
    try {
      return new ArtemisProducer(sessions.createSession(true, true), this::makeExchange);
    } catch (Exception failure) {
      throw new TransportException("no session for sending", failure);
    }
  }

  private void makeExchange(String exchange) {
    try {
      declareExchange(exchange);
    } catch (Exception failure) {
      throw new TransportException("exchange " + exchange + " cannot be declared", failure);
    }
  }

  @Override
  public long depth(String queue) {
    return allQueues(queue).stream()
        .map(server::locateQueue)
        .mapToLong(Queue::getMessageCount)
        .sum();
  }

  @Override
  public void close() {
    sessions.close();
    locator.close();
  }
}
