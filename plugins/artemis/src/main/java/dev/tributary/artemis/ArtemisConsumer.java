package dev.tributary.artemis;

import dev.tributary.Message;
import dev.tributary.spi.Consumer;
import dev.tributary.spi.Delivery;
import dev.tributary.spi.TransportException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.client.ClientMessage;
import org.apache.activemq.artemis.api.core.client.ClientSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Consumes all queues of one application over one session. A permit per delivery bounds how many
/// are out; without one the session's thread waits, and the broker stops handing over.
final class ArtemisConsumer implements Consumer {
  private static final Logger log = LoggerFactory.getLogger(ArtemisConsumer.class);

  private final ClientSession session;
  private final ArtemisProducer producer;
  private final String queue;
  private final ReentrantLock lock = new ReentrantLock();
  private final Semaphore permits;
  private final BlockingQueue<Delivery> received;
  private volatile boolean stopped;

  private ArtemisConsumer(
      ClientSession session, ArtemisProducer producer, String queue, int prefetch) {
    this.session = session;
    this.producer = producer;
    this.queue = queue;
    this.permits = new Semaphore(prefetch);
    this.received = new ArrayBlockingQueue<>(prefetch);
  }

  static ArtemisConsumer open(
      ClientSession session,
      ArtemisProducer producer,
      String queue,
      List<String> names,
      int prefetch)
      throws ActiveMQException {
    var consumer = new ArtemisConsumer(session, producer, queue, prefetch);
    for (var name : names) {
      session.createConsumer(name).setMessageHandler(consumer::take);
    }
    session.start();
    return consumer;
  }

  /// Called by the session, one message after the other.
  private void take(ClientMessage message) {
    try {
      permits.acquire();
      if (!stopped) {
        received.put(new ArtemisDelivery(message, Wire.read(message)));
      }
    } catch (InterruptedException ending) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException unreadable) {
      permits.release();
      log.atError()
          .addKeyValue("queue", queue)
          .addKeyValue("consequence", "the message stays in the queue until the next start")
          .setCause(unreadable)
          .log("message.unreadable");
    }
  }

  @Override
  public Delivery receive() throws InterruptedException {
    return received.take();
  }

  @Override
  public void stop() {
    stopped = true;
    permits.release(received.size() + 1);
  }

  @Override
  public void close() {
    stopped = true;
    permits.release(Short.MAX_VALUE);
    try {
      session.close();
    } catch (ActiveMQException failure) {
      log.atWarn()
          .addKeyValue("queue", queue)
          .addKeyValue("consequence", "what was not settled is delivered again")
          .setCause(failure)
          .log("consumer.close-failed");
    } finally {
      producer.close();
    }
  }

  private final class ArtemisDelivery implements Delivery {
    private final ClientMessage wired;
    private final Message message;
    private final AtomicBoolean settled = new AtomicBoolean();

    ArtemisDelivery(ClientMessage wired, Message message) {
      this.wired = wired;
      this.message = message;
    }

    @Override
    public Message message() {
      return message;
    }

    @Override
    public void ack() {
      settleOnce();
      acknowledge();
    }

    @Override
    public void retryAfter(Message retry, Duration delay) throws InterruptedException {
      settleOnce();
      try {
        producer.sendBack(queue, retry, delay);
      } catch (InterruptedException | RuntimeException notConfirmed) {
        settled.set(false);
        throw notConfirmed;
      }
      acknowledge();
    }

    @Override
    public void requeue() {
      try {
        retryAfter(message, Duration.ZERO);
      } catch (InterruptedException ending) {
        Thread.currentThread().interrupt();
      }
    }

    private void settleOnce() {
      if (!settled.compareAndSet(false, true)) {
        throw new IllegalStateException("message " + message.id() + " is settled already");
      }
    }

    /// Not waited for: an acknowledgement that is lost means another delivery of the same message.
    private void acknowledge() {
      lock.lock();
      try {
        wired.individualAcknowledge();
      } catch (ActiveMQException failure) {
        throw new TransportException(
            "message " + message.id() + " cannot be acknowledged", failure);
      } finally {
        lock.unlock();
        permits.release();
      }
    }
  }
}
