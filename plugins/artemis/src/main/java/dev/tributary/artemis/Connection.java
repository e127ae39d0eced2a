package dev.tributary.artemis;

import dev.tributary.spi.TransportException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.ActiveMQSecurityException;
import org.apache.activemq.artemis.api.core.client.ActiveMQClient;
import org.apache.activemq.artemis.api.core.client.ClientSession;
import org.apache.activemq.artemis.api.core.client.ClientSessionFactory;
import org.apache.activemq.artemis.api.core.client.ServerLocator;
import org.apache.activemq.artemis.api.core.client.SessionFailureListener;
import org.jspecify.annotations.Nullable;

/// One connection to a broker, until it is lost or closed. It is never made again: what was under
/// way over it has ended, and [Connections] makes another.
final class Connection implements AutoCloseable {
  /// Asks the broker to confirm each message, at once. Were it more than zero, the broker would
  /// keep the sessions of a connection that has ended, for somebody to come back to them.
  private static final int CONFIRMATION_WINDOW = 0;

  private final Endpoint endpoint;
  private final ServerLocator locator;
  private final ClientSessionFactory sessions;
  private final Topology topology;
  private final Set<Ending> listeners = ConcurrentHashMap.newKeySet();
  private volatile @Nullable TransportException end;

  /// What is told that a connection has ended.
  interface Ending {
    /// Called once, by a thread that must not be kept.
    void ended(TransportException why);
  }

  private Connection(Endpoint endpoint, ConnectionId id, ServerLocator locator) throws Exception {
    this.endpoint = endpoint;
    this.locator = locator;
    this.sessions = locator.createSessionFactory();
    var session = session(true);
    session.addFailureListener(new Loss());
    this.topology = Topology.open(this, session, id);
  }

  /// Connects to the broker at `endpoint`.
  ///
  /// @param id of this connection, which no other has
  static Connection open(Endpoint endpoint, ConnectionId id) {
    var locator = locator(endpoint);
    try {
      return new Connection(endpoint, id, locator);
    } catch (ActiveMQSecurityException refused) {
      locator.close();
      throw new TransportException(
          endpoint + " refuses the token: it is not the broker that wrote it", refused);
    } catch (Exception failure) {
      locator.close();
      throw new TransportException("no connection to " + endpoint, failure);
    }
  }

  /// Consumers that have enough to do keep their threads waiting, which must not keep confirmations
  /// from being heard: so there is no bound for threads.
  private static final int AS_MANY_AS_IT_TAKES = -1;

  /// A process that dies is noticed at once, since its socket closes. One that is stopped, on
  /// either side, counts as gone after 60 s of silence, by Artemis' defaults. So do both of them
  /// when the whole machine slept for longer; their connections are made anew then.
  private static ServerLocator locator(Endpoint endpoint) {
    return ActiveMQClient.createServerLocatorWithoutHA(endpoint.connector())
        .setConfirmationWindowSize(CONFIRMATION_WINDOW)
        .setBlockOnNonDurableSend(true)
        .setBlockOnAcknowledge(false)
        .setAckBatchSize(0)
        .setUseGlobalPools(false)
        .setThreadPoolMaxSize(AS_MANY_AS_IT_TAKES)
        .setReconnectAttempts(0);
  }

  /// A session of this connection. What is sent and acknowledged over it is so at once.
  ClientSession session() throws ActiveMQException {
    return session(false);
  }

  /// @param forgetful whether messages count as acknowledged when they are delivered
  private ClientSession session(boolean forgetful) throws ActiveMQException {
    refuseIfEnded();
    return sessions.createSession(
        Address.USER, endpoint.token(), false, true, true, forgetful, locator.getAckBatchSize());
  }

  /// Who declares queues over this connection.
  Topology topology() {
    return topology;
  }

  /// Tells `listener` when this connection ends; at once if it has.
  void onEnd(Ending listener) {
    listeners.add(listener);
    var why = end;
    if (why != null) {
      tell(listener, why);
    }
  }

  void forget(Ending listener) {
    listeners.remove(listener);
  }

  boolean hasEnded() {
    return end != null;
  }

  /// @throws TransportException if this connection has ended
  void refuseIfEnded() {
    var why = end;
    if (why != null) {
      throw new TransportException(String.valueOf(why.getMessage()), why);
    }
  }

  private void end(TransportException why) {
    end = why;
    listeners.forEach(listener -> tell(listener, why));
  }

  private void tell(Ending listener, TransportException why) {
    if (listeners.remove(listener)) {
      listener.ended(why);
    }
  }

  /// Gives back what was not settled, and ends all waits. The second time there is nothing to do.
  @Override
  public void close() {
    if (!hasEnded()) {
      end(new TransportException("the connection to " + endpoint + " was closed", null));
    }
    sessions.close();
    locator.close();
  }

  private final class Loss implements SessionFailureListener {
    @Override
    public void beforeReconnect(ActiveMQException failure) {
      connectionFailed(failure, false);
    }

    @Override
    public void connectionFailed(ActiveMQException failure, boolean failedOver) {
      if (!hasEnded()) {
        end(new TransportException("the connection to " + endpoint + " is lost", failure));
      }
    }

    @Override
    public void connectionFailed(
        ActiveMQException failure, boolean failedOver, @Nullable String target) {
      connectionFailed(failure, failedOver);
    }
  }
}
