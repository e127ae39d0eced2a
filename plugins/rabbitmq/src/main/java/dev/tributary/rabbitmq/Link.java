package dev.tributary.rabbitmq;

import com.rabbitmq.client.BlockedListener;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.ShutdownSignalException;
import com.rabbitmq.client.SocketConfigurators;
import dev.tributary.spi.TransportException;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A connection to the broker, made when somebody needs it, and made again when somebody needs it
/// after it was lost.
///
/// The client's own recovery is off: it would bring channels back behind our back, with deliveries
/// of which nobody knows any more whether they may still be settled. Whoever asks for a connection
/// waits for one attempt and is told if it fails; those who ask meanwhile share it.
final class Link implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Link.class);
  private static final Duration LAST_WORDS = Duration.ofSeconds(5);

  /// A message of 128 MiB is the largest that any broker is set up for as it comes.
  private static final int LARGEST_RECEIVED = 128 << 20;

  private final RabbitOptions options;
  private final String name;
  private final ConnectionFactory factory;
  private final Runnable unblocked;
  private final ReentrantLock connecting = new ReentrantLock();
  private volatile @Nullable Connection connection;
  private volatile String blockedBy = "";
  private @Nullable TransportException lastFailure;
  private long lastFailureAt;
  private boolean closed;

  /// @param purpose what this connection is for, as the broker lists it
  /// @param unblocked told when [#isBlocked] is over
  Link(RabbitOptions options, String purpose, Runnable unblocked) {
    this.options = options;
    this.unblocked = unblocked;
    this.name = options.connectionName() + " (" + purpose + ")";
    this.factory = factory(options);
  }

  private static ConnectionFactory factory(RabbitOptions options) {
    var factory =
        new GatheringFactory(Executors.newVirtualThreadPerTaskExecutor(), LARGEST_RECEIVED);
    try {
      factory.setUri(options.uri());
      if (options.isEncrypted()) {
        encrypt(factory, options.tls());
      }
    } catch (GeneralSecurityException impossible) {
      throw new IllegalArgumentException("no connection to " + options.address(), impossible);
    }
    var timeouts = options.timeouts();
    factory.setAutomaticRecoveryEnabled(false);
    factory.setTopologyRecoveryEnabled(false);
    factory.setConnectionTimeout(milliseconds(timeouts.connect()));
    factory.setHandshakeTimeout(milliseconds(timeouts.connect()));
    factory.setChannelRpcTimeout(milliseconds(timeouts.request()));
    factory.setChannelShouldCheckRpcResponseType(true);
    factory.setRequestedHeartbeat(Math.max(1, (int) options.heartbeat().toSeconds()));
    factory.setThreadFactory(Thread.ofPlatform().daemon().name("rabbitmq-", 0).factory());
    factory.setSharedExecutor(new SameThreadExecutor());
    return factory;
  }

  /// Says all of it: what the client does by itself differs from version to version.
  private static void encrypt(ConnectionFactory factory, RabbitOptions.Tls tls)
      throws GeneralSecurityException {
    var context = tls.context();
    factory.useSslProtocol(context.isPresent() ? context.get() : SSLContext.getDefault());
    var sockets = SocketConfigurators.builder().defaultConfigurator();
    factory.setSocketConfigurator(
        tls.verifyHostname() ? sockets.enableHostnameVerification().build() : sockets.build());
  }

  private static int milliseconds(Duration duration) {
    return (int) Math.min(Integer.MAX_VALUE, duration.toMillis());
  }

  /// The connection, made now if there is none.
  ///
  /// @throws TransportException if that does not work
  Connection connection() {
    var live = connection;
    return live != null && live.isOpen() ? live : connect();
  }

  private Connection connect() {
    var asked = System.nanoTime();
    connecting.lock();
    try {
      var live = connection;
      if (live != null && live.isOpen()) {
        return live;
      }
      if (closed) {
        throw new TransportException("the connection to " + options.address() + " is closed", null);
      }
      if (lastFailure != null && lastFailureAt - asked > 0) {
        throw Refusal.again(lastFailure);
      }
      return open();
    } finally {
      connecting.unlock();
    }
  }

  private Connection open() {
    try {
      var made = factory.newConnection(name);
      blockedBy = "";
      made.addBlockedListener(new Blocked());
      made.addShutdownListener(this::lost);
      connection = made;
      lastFailure = null;
      return made;
    } catch (IOException | TimeoutException | ShutdownSignalException failure) {
      lastFailure = Refusal.of("no connection to " + options.address(), failure);
      lastFailureAt = System.nanoTime();
      throw lastFailure;
    }
  }

  private void lost(ShutdownSignalException cause) {
    if (!cause.isInitiatedByApplication()) {
      log.atWarn()
          .addKeyValue("connection", name)
          .addKeyValue("broker", options.address())
          .addKeyValue("reason", cause.getMessage())
          .addKeyValue(
              "consequence", "what was not settled or confirmed is delivered or sent again")
          .log("connection.lost");
    }
    unblocked.run();
  }

  /// A new channel, the caller's to close.
  ///
  /// @throws TransportException if there is none; at once while the broker takes no messages, since
  ///   it reads nothing at all from the connection then
  Channel channel() {
    if (isBlocked()) {
      throw new TransportException("no channel on " + name + ": " + blockage(), null);
    }
    try {
      var channel = connection().createChannel();
      if (channel == null) {
        throw new TransportException("the broker allows no more channels on " + name, null);
      }
      return channel;
    } catch (IOException | ShutdownSignalException failure) {
      throw Refusal.of("no channel on " + name, failure);
    }
  }

  /// Something asked of the broker that it answers.
  interface Request<T> {
    T on(Channel channel) throws IOException;
  }

  /// Asks the broker for something, on a channel of its own: what it refuses ends the channel,
  /// which is nobody else's loss.
  ///
  /// @param what did not work, if it does not
  <T> T ask(String what, Request<T> request) {
    var channel = channel();
    try {
      return request.on(channel);
    } catch (IOException | ShutdownSignalException failure) {
      throw Refusal.of(what, failure);
    } finally {
      end(channel);
    }
  }

  /// Closes `channel`, or finds it closed.
  static void end(Channel channel) {
    try {
      channel.abort();
    } catch (IOException | ShutdownSignalException failure) {
      log.atDebug().setCause(failure).log("channel.close-failed");
    }
  }

  /// Whether the broker takes no messages on this connection. One that is lost holds up nobody: on
  /// the next one the broker says so again.
  boolean isBlocked() {
    if (blockedBy.isEmpty()) {
      return false;
    }
    var live = connection;
    return live != null && live.isOpen();
  }

  /// Why it takes none, in words; empty if it does.
  String blockage() {
    return isBlocked()
        ? "it takes no messages until it has memory and disk again (" + blockedBy + ")"
        : "";
  }

  @Override
  public void close() {
    connecting.lock();
    try {
      closed = true;
      var live = connection;
      if (live != null) {
        live.abort((int) LAST_WORDS.toMillis());
      }
    } finally {
      connecting.unlock();
    }
  }

  private final class Blocked implements BlockedListener {
    @Override
    public void handleBlocked(String reason) {
      blockedBy = reason;
      log.atWarn()
          .addKeyValue("connection", name)
          .addKeyValue("reason", reason)
          .addKeyValue("consequence", "nothing is sent until the broker has memory and disk again")
          .log("connection.blocked");
    }

    @Override
    public void handleUnblocked() {
      blockedBy = "";
      log.atInfo().addKeyValue("connection", name).log("connection.unblocked");
      unblocked.run();
    }
  }
}
