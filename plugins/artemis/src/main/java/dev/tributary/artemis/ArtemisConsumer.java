package dev.tributary.artemis;

import dev.tributary.Message;
import dev.tributary.spi.Consumer;
import dev.tributary.spi.Delivery;
import dev.tributary.spi.TransportException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.ActiveMQInterruptedException;
import org.apache.activemq.artemis.api.core.client.ClientMessage;
import org.apache.activemq.artemis.api.core.client.ClientSession;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Consumes all queues of one application over one session. A permit per delivery bounds how many
/// are out; without one the session's thread waits, and the broker stops handing over.
final class ArtemisConsumer implements Consumer, Connection.Ending {
  private static final Logger log = LoggerFactory.getLogger(ArtemisConsumer.class);

  /// Bytes of messages that the broker hands over ahead, for each delivery that may be out; no more
  /// than that, since nobody else gets them meanwhile.
  private static final int WINDOW_PER_DELIVERY = 1 << 10;

  private static final int LARGEST_WINDOW = 64 << 10;
  private static final int ANY_RATE = -1;
  private static final int PLENTY = 1 << 20;

  private final Connection connection;
  private final ClientSession session;
  private final ArtemisProducer producer;
  private final String queue;
  private final String own;
  private final Semaphore permits;

  /// What waits to be received; nothing stands for the end, and stays.
  private final BlockingDeque<Optional<ArtemisDelivery>> received = new LinkedBlockingDeque<>();

  private final ReentrantLock lock = new ReentrantLock();
  private int out;
  private boolean stopped;
  private volatile @Nullable TransportException end;

  private ArtemisConsumer(
      Connection connection,
      ClientSession session,
      ArtemisProducer producer,
      String queue,
      String own,
      int prefetch) {
    this.connection = connection;
    this.session = session;
    this.producer = producer;
    this.queue = queue;
    this.own = own;
    this.permits = new Semaphore(prefetch);
  }

  static ArtemisConsumer open(
      Connection connection, String queue, Topology.Queues queues, int prefetch)
      throws ActiveMQException {
    var consumer =
        new ArtemisConsumer(
            connection,
            connection.session(),
            // Over this connection only: a delivery ends with it.
            new ArtemisProducer(() -> connection, Sender.open(connection)),
            queue,
            queues.own(),
            prefetch);
    try {
      var window = (int) Math.min((long) prefetch * WINDOW_PER_DELIVERY, LARGEST_WINDOW);
      for (var each : queues.all()) {
        consumer
            .session
            .createConsumer(each.name(), null, window, ANY_RATE, false)
            .setMessageHandler(consumer::take);
      }
      connection.onEnd(consumer);
      consumer.session.start();
      return consumer;
    } catch (Throwable failure) {
      consumer.close();
      throw failure;
    }
  }

  /// Called by the session, one message after the other.
  private void take(ClientMessage message) {
    try {
      permits.acquire();
      if (isOpen()) {
        received.addLast(Optional.of(new ArtemisDelivery(this, message, Wire.read(message))));
      }
    } catch (InterruptedException ending) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException unreadable) {
      permits.release();
      if (isOpen()) {
        log.atError()
            .addKeyValue("queue", queue)
            .addKeyValue("consequence", "the message stays in the queue until the next start")
            .setCause(unreadable)
            .log("message.unreadable");
      }
    }
  }

  private boolean isOpen() {
    lock.lock();
    try {
      return !stopped && end == null;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public Delivery receive() throws InterruptedException {
    while (true) {
      var next = received.takeFirst();
      if (next.isEmpty()) {
        received.addFirst(next);
        refuseIfEnded();
      } else if (handOut()) {
        return next.get();
      }
    }
  }

  private boolean handOut() {
    lock.lock();
    try {
      if (stopped || end != null) {
        return false;
      }
      out++;
      return true;
    } finally {
      lock.unlock();
    }
  }

  private void refuseIfEnded() {
    var why = end;
    if (why != null) {
      throw new TransportException(
          "queue " + queue + " is not consumed any more: " + why.getMessage(), why);
    }
  }

  /// Artemis takes back all of a consumer's messages at once only. So this gives back what was not
  /// received as soon as what was received is settled.
  @Override
  public void stop() {
    lock.lock();
    try {
      stopped = true;
      permits.drainPermits();
      if (out > 0) {
        return;
      }
    } finally {
      lock.unlock();
    }
    close();
  }

  /// Acknowledges a delivery. Not waited for: an acknowledgement that is lost means another
  /// delivery of the same message.
  void acknowledge(ClientMessage delivered, Message message) {
    if (isLastAfterAcknowledging(delivered, message)) {
      close();
    }
  }

  private boolean isLastAfterAcknowledging(ClientMessage delivered, Message message) {
    lock.lock();
    try {
      refuseIfEnded();
      delivered.individualAcknowledge();
      out--;
      if (!stopped) {
        permits.release();
      }
      return stopped && out == 0;
    } catch (ActiveMQException failure) {
      throw new TransportException("message " + message.id() + " cannot be acknowledged", failure);
    } finally {
      lock.unlock();
    }
  }

  void sendBack(Message message, Duration delay) throws InterruptedException {
    refuseIfEnded();
    producer.sendBack(own, message, delay);
  }

  @Override
  public void ended(TransportException why) {
    lock.lock();
    try {
      if (end != null) {
        return;
      }
      end = why;
    } finally {
      lock.unlock();
    }
    received.addFirst(Optional.empty());
    permits.release(PLENTY);
  }

  @Override
  public void close() {
    connection.forget(this);
    ended(new TransportException("its consumer was closed", null));
    try {
      session.close();
    } catch (ActiveMQException | ActiveMQInterruptedException failure) {
      log.atWarn()
          .addKeyValue("queue", queue)
          .addKeyValue("consequence", "what was not settled is delivered again")
          .setCause(failure)
          .log("consumer.close-failed");
    } finally {
      producer.close();
    }
  }
}
