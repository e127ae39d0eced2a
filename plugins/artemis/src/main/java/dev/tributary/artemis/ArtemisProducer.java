package dev.tributary.artemis;

import dev.tributary.Message;
import dev.tributary.spi.Producer;
import dev.tributary.spi.TransportException;
import dev.tributary.spi.UnroutableException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.activemq.artemis.api.core.ActiveMQAddressDoesNotExistException;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.api.core.client.ClientMessage;
import org.apache.activemq.artemis.api.core.client.ClientProducer;
import org.apache.activemq.artemis.api.core.client.ClientSession;
import org.apache.activemq.artemis.api.core.client.SendAcknowledgementHandler;
import org.jspecify.annotations.Nullable;

/// Sends over one session. Writing to it takes a lock; waiting for the broker's confirmation does
/// not, so that messages of many threads are confirmed by one write to disk.
final class ArtemisProducer implements Producer {
  /// How long a confirmation may take before the broker counts as gone.
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final ReentrantLock lock = new ReentrantLock();
  private final ClientSession session;
  private final ClientProducer producer;
  private final java.util.function.Consumer<String> makeExchange;
  private final Set<String> exchanges = ConcurrentHashMap.newKeySet();

  ArtemisProducer(ClientSession session, java.util.function.Consumer<String> makeExchange)
      throws ActiveMQException {
    this.session = session;
    this.producer = session.createProducer();
    this.makeExchange = makeExchange;
  }

  @Override
  public void send(String exchange, List<Message> messages, Listeners listeners)
      throws InterruptedException {
    if (!exchanges.contains(exchange)) {
      makeExchange.accept(exchange);
      exchanges.add(exchange);
    }
    var confirmations = new ArrayList<Confirmation>();
    for (var message : messages) {
      var wired = Wire.write(session, message);
      wired.setRoutingType(RoutingType.MULTICAST);
      if (listeners == Listeners.REQUIRED) {
        wired.putBooleanProperty(MandatoryRouting.PROPERTY, true);
      }
      confirmations.add(write(exchange, wired));
    }
    for (var at = 0; at < messages.size(); at++) {
      await(confirmations.get(at), exchange, messages.get(at));
    }
  }

  /// Puts `message` into the application's own queue, to be delivered after `delay`.
  void sendBack(String queue, Message message, Duration delay) throws InterruptedException {
    var wired = Wire.write(session, message);
    wired.setRoutingType(RoutingType.ANYCAST);
    wired.putBooleanProperty(MandatoryRouting.PROPERTY, true);
    if (delay.isPositive()) {
      wired.putLongProperty(
          org.apache.activemq.artemis.api.core.Message.HDR_SCHEDULED_DELIVERY_TIME,
          Instant.now().plus(delay).toEpochMilli());
    }
    await(write(Names.own(queue), wired), queue, message);
  }

  private Confirmation write(String address, ClientMessage wired) {
    var confirmation = new Confirmation();
    lock.lock();
    try {
      producer.send(SimpleString.of(address), wired, confirmation);
      return confirmation;
    } catch (ActiveMQException failure) {
      throw new TransportException("cannot send to " + address, failure);
    } finally {
      lock.unlock();
    }
  }

  private static void await(Confirmation confirmation, String exchange, Message message)
      throws InterruptedException {
    try {
      confirmation.future.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException failure) {
      if (failure.getCause() instanceof ActiveMQAddressDoesNotExistException) {
        throw new UnroutableException(exchange, message.routingKey());
      }
      throw new TransportException(
          "message " + message.id() + " was not confirmed by the broker", failure.getCause());
    } catch (TimeoutException failure) {
      throw new TransportException(
          "message "
              + message.id()
              + " was not confirmed by the broker within "
              + PATIENCE.toSeconds()
              + " s",
          failure);
    }
  }

  @Override
  public void close() {
    try {
      session.close();
    } catch (ActiveMQException failure) {
      throw new TransportException("a session for sending does not close", failure);
    }
  }

  private static final class Confirmation implements SendAcknowledgementHandler {
    final CompletableFuture<@Nullable Void> future = new CompletableFuture<>();

    @Override
    public void sendAcknowledged(org.apache.activemq.artemis.api.core.Message message) {
      future.complete(null);
    }

    @Override
    public void sendFailed(
        org.apache.activemq.artemis.api.core.Message message, Exception failure) {
      future.completeExceptionally(failure);
    }
  }
}
