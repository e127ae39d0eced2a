package dev.tributary.artemis;

import dev.tributary.Message;
import dev.tributary.spi.Producer;
import dev.tributary.spi.TransportException;
import java.util.List;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.apache.activemq.artemis.api.core.ActiveMQException;

/// Sends over one [Sender], and over another one once that is spent.
final class ArtemisProducer implements Producer {
  private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
  private final Connections connections;
  private Sender sender;
  private boolean closed;

  /// @param sender the first, this producer's to close
  ArtemisProducer(Connections connections, Sender sender) {
    this.connections = connections;
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
        sender = Sender.open(connections.current());
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
