package dev.tributary.artemis;

import dev.tributary.DeadLetter;
import dev.tributary.Message;
import dev.tributary.spi.Producer.Listeners;
import dev.tributary.spi.Transport.Lifetime;
import dev.tributary.spi.TransportException;
import dev.tributary.spi.UnroutableException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.activemq.artemis.api.core.ActiveMQAddressDoesNotExistException;
import org.apache.activemq.artemis.api.core.ActiveMQAddressFullException;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.ActiveMQInterruptedException;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.api.core.client.ClientMessage;
import org.apache.activemq.artemis.api.core.client.ClientProducer;
import org.apache.activemq.artemis.api.core.client.ClientSession;
import org.apache.activemq.artemis.api.core.client.SendAcknowledgementHandler;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sends over one session of one connection. Writing to it takes a lock; waiting for the broker's
/// confirmation does not, so that messages of many threads are confirmed by one write to disk.
final class Sender implements Connection.Ending, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Sender.class);

  /// How long a confirmation may take before the broker counts as gone.
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /// After how many refused messages a session is to be replaced: Artemis keeps one message in
  /// memory for each that was refused, as long as the session lives.
  private static final int REFUSALS = 100;

  private final ReentrantLock lock = new ReentrantLock();
  private final Connection connection;
  private final ClientSession session;
  private final ClientProducer producer;
  private final Set<String> exchanges = ConcurrentHashMap.newKeySet();
  private final Set<Confirmation> awaited = ConcurrentHashMap.newKeySet();
  private final AtomicInteger refused = new AtomicInteger();
  private volatile boolean broken;

  private Sender(Connection connection, ClientSession session, ClientProducer producer) {
    this.connection = connection;
    this.session = session;
    this.producer = producer;
  }

  static Sender open(Connection connection) throws ActiveMQException {
    var session = connection.session();
    var sender = new Sender(connection, session, session.createProducer());
    connection.onEnd(sender);
    return sender;
  }

  /// Whether another one is to be opened instead of this.
  boolean isSpent() {
    return broken || connection.hasEnded() || refused.get() >= REFUSALS;
  }

  /// Sends as [dev.tributary.spi.Producer#send] does, over this session only.
  void send(String exchange, List<Message> messages, Listeners listeners)
      throws InterruptedException {
    if (!exchanges.contains(exchange)) {
      declare(exchange);
      exchanges.add(exchange);
    }
    var headerLimit =
        exchange.equals(DeadLetter.EXCHANGE) ? Wire.HEADER_LIMIT_OF_FAILED : Wire.HEADER_LIMIT;
    var confirmations = new ArrayList<Confirmation>();
    for (var message : messages) {
      var wired = Wire.write(session, message, headerLimit);
      wired.setRoutingType(RoutingType.MULTICAST);
      if (listeners == Listeners.REQUIRED) {
        wired.putBooleanProperty(MandatoryRouting.PROPERTY, true);
      }
      confirmations.add(write(exchange, message, wired));
    }
    for (var confirmation : confirmations) {
      if (!await(confirmation)) {
        throw new UnroutableException(exchange, confirmation.message.routingKey());
      }
    }
  }

  private void declare(String exchange) throws InterruptedException {
    try {
      connection.topology().declareExchange(exchange);
    } catch (ActiveMQInterruptedException interrupted) {
      throw new InterruptedException("interrupted while declaring exchange " + exchange);
    } catch (ActiveMQException failure) {
      throw new TransportException("exchange " + exchange + " cannot be declared", failure);
    }
  }

  /// Sends as [dev.tributary.spi.Producer#sendTo] does, over this session only.
  void sendTo(String queue, List<Message> messages) throws InterruptedException {
    var own = Names.of(queue, Lifetime.DURABLE, "").own();
    var confirmations = new ArrayList<Confirmation>();
    for (var message : messages) {
      confirmations.add(write(own, message, toQueue(message)));
    }
    for (var confirmation : confirmations) {
      if (!await(confirmation)) {
        throw new UnroutableException(queue);
      }
    }
  }

  private ClientMessage toQueue(Message message) {
    var wired = Wire.write(session, message, Wire.HEADER_LIMIT_OF_FAILED);
    wired.setRoutingType(RoutingType.ANYCAST);
    wired.putBooleanProperty(MandatoryRouting.PROPERTY, true);
    return wired;
  }

  /// Puts `message` into the queue `own` of an application, to be delivered after `delay`.
  void sendBack(String own, Message message, Duration delay) throws InterruptedException {
    var wired = toQueue(message);
    if (delay.isPositive()) {
      wired.putLongProperty(
          org.apache.activemq.artemis.api.core.Message.HDR_SCHEDULED_DELIVERY_TIME,
          Instant.now().plus(delay).toEpochMilli());
    }
    if (!await(write(own, message, wired))) {
      throw new TransportException(
          "message " + message.id() + " cannot go back to queue " + own + ", which is gone", null);
    }
  }

  private Confirmation write(String address, Message message, ClientMessage wired)
      throws InterruptedException {
    var confirmation = new Confirmation(message);
    lock.lockInterruptibly();
    try {
      awaited.add(confirmation);
      connection.refuseIfEnded();
      producer.send(SimpleString.of(address), wired, confirmation);
      return confirmation;
    } catch (ActiveMQInterruptedException interrupted) {
      giveUp(confirmation);
      throw new InterruptedException("interrupted while sending to " + address);
    } catch (ActiveMQException | RuntimeException failure) {
      giveUp(confirmation);
      throw notStored(message, failure);
    } finally {
      lock.unlock();
    }
  }

  /// A message that was written in part, or not at all, leaves the session in doubt.
  private void giveUp(Confirmation confirmation) {
    awaited.remove(confirmation);
    broken = true;
  }

  private static TransportException notStored(Message message, @Nullable Throwable failure) {
    var why =
        failure instanceof ActiveMQAddressFullException
            ? "its disk is almost full; make room on it"
            : Optional.ofNullable(failure).map(Throwable::getMessage).orElse("unknown cause");
    return new TransportException(
        "the broker has not stored message " + message.id() + ": " + why, failure);
  }

  /// Returns whether the message was stored; if not, no queue is bound for it.
  private boolean await(Confirmation confirmation) throws InterruptedException {
    try {
      confirmation.stored.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (ExecutionException failure) {
      refused.incrementAndGet();
      if (failure.getCause() instanceof ActiveMQAddressDoesNotExistException) {
        return false;
      }
      throw notStored(confirmation.message, failure.getCause());
    } catch (TimeoutException failure) {
      broken = true;
      throw new TransportException(
          "message %s was not confirmed by the broker within %d s"
              .formatted(confirmation.message.id(), PATIENCE.toSeconds()),
          failure);
    }
  }

  @Override
  public void ended(TransportException why) {
    awaited.forEach(confirmation -> confirmation.stored.completeExceptionally(why));
  }

  @Override
  public void close() {
    connection.forget(this);
    try {
      session.close();
    } catch (ActiveMQException failure) {
      log.atDebug().setCause(failure).log("sender.close-failed");
    }
  }

  /// The broker's answer to one message.
  private final class Confirmation implements SendAcknowledgementHandler {
    final Message message;
    final CompletableFuture<@Nullable Void> stored = new CompletableFuture<>();

    Confirmation(Message message) {
      this.message = message;
    }

    @Override
    public void sendAcknowledged(org.apache.activemq.artemis.api.core.Message sent) {
      awaited.remove(this);
      stored.complete(null);
    }

    @Override
    public void sendFailed(org.apache.activemq.artemis.api.core.Message sent, Exception failure) {
      awaited.remove(this);
      stored.completeExceptionally(failure);
    }
  }
}
