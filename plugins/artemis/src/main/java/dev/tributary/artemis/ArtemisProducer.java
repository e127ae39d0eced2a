package dev.tributary.artemis;

import dev.tributary.Message;
import dev.tributary.spi.Producer;
import dev.tributary.spi.TransportException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.apache.activemq.artemis.api.core.ActiveMQException;

/// Sends over one [Sender], and over another one once that is spent.
final class ArtemisProducer implements Producer {
  private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
  private final Origin origin;
  private Sender sender;
  private boolean closed;

  /// Where the connection for the next sender comes from.
  interface Origin {
    /// The connection, made anew if the last one has ended.
    ///
    /// @throws TransportException if there is none
    Connection connection() throws InterruptedException;
  }

  /// @param sender the first, this producer's to close
  ArtemisProducer(Origin origin, Sender sender) {
    this.origin = origin;
    this.sender = sender;
  }

  @Override
  public void send(String exchange, List<Message> messages, Listeners listeners)
      throws InterruptedException {
    replaceSpent();
    lock.readLock().lockInterruptibly();
    try {
      sender.send(exchange, messages, listeners);
    } finally {
      lock.readLock().unlock();
    }
  }

  @Override
  public void sendTo(String queue, List<Message> messages) throws InterruptedException {
    replaceSpent();
    lock.readLock().lockInterruptibly();
    try {
      sender.sendTo(queue, messages);
    } finally {
      lock.readLock().unlock();
    }
  }

  /// Puts `message` into the queue `own` of an application, to be delivered after `delay`.
  void sendBack(String own, Message message, Duration delay) throws InterruptedException {
    replaceSpent();
    lock.readLock().lockInterruptibly();
    try {
      sender.sendBack(own, message, delay);
    } finally {
      lock.readLock().unlock();
    }
  }

  /// Opens another sender if this one is spent, once nobody waits for its confirmations any more.
  private void replaceSpent() throws InterruptedException {
    lock.readLock().lockInterruptibly();
    try {
      if (!closed && !sender.isSpent()) {
        return;
      }
    } finally {
      lock.readLock().unlock();
    }
    lock.writeLock().lockInterruptibly();
    try {
      if (closed) {
        throw new TransportException("this producer was closed", null);
      }
      if (sender.isSpent()) {
        sender.close();
        sender = Sender.open(origin.connection());
      }
    } catch (ActiveMQException failure) {
      throw new TransportException("no session for sending", failure);
    } finally {
      lock.writeLock().unlock();
    }
  }

  @Override
  public void close() {
    lock.writeLock().lock();
    try {
      closed = true;
      sender.close();
    } finally {
      lock.writeLock().unlock();
    }
  }
}
