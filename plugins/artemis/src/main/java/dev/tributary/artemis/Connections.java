package dev.tributary.artemis;

import dev.tributary.spi.TransportException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The connections of one transport: one at a time, and another one once that is lost.
final class Connections implements AutoCloseable {
  /// How long somebody waits for another who is connecting.
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final ReentrantLock lock = new ReentrantLock();
  private final Supplier<Endpoint> broker;
  private ConnectionId next = ConnectionId.first();
  private @Nullable Connection connection;
  private boolean closed;

  /// @param broker asked for each connection, since the broker may have moved
  Connections(Supplier<Endpoint> broker) {
    this.broker = broker;
  }

  /// The connection, which is made if there is none or it was lost.
  ///
  /// @throws TransportException if it cannot be made; then the next call tries again
  Connection current() throws InterruptedException {
    if (!lock.tryLock(PATIENCE.toNanos(), TimeUnit.NANOSECONDS)) {
      throw new TransportException(
          "no connection to the broker within " + PATIENCE.toSeconds() + " s", null);
    }
    try {
      if (closed) {
        throw new TransportException("the transport was closed", null);
      }
      var known = connection;
      if (known != null && !known.hasEnded()) {
        return known;
      }
      if (known != null) {
        known.close();
        connection = null;
      }
      var made = Connection.open(broker.get(), next);
      next = next.next();
      connection = made;
      return made;
    } finally {
      lock.unlock();
    }
  }

  /// Ends the connection, for good.
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      if (connection != null) {
        connection.close();
        connection = null;
      }
    } finally {
      lock.unlock();
    }
  }
}
