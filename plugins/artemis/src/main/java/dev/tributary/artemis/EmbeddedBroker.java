package dev.tributary.artemis;

import dev.tributary.spi.TransportException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.activemq.artemis.api.core.TransportConfiguration;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.remoting.impl.invm.InVMAcceptorFactory;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.core.server.JournalType;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.core.settings.impl.AddressFullMessagePolicy;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.apache.activemq.artemis.core.settings.impl.DiskFullMessagePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// An Artemis broker in this process that keeps its messages in a folder: every one is on disk
/// (`fdatasync`) before it is confirmed. One process at a time may have the folder; whoever starts
/// this sees to that.
public final class EmbeddedBroker implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(EmbeddedBroker.class);

  /// What an exchange or queue may hold in memory, in bytes; beyond it messages wait on disk, where
  /// Artemis does not see when a retry is due before those ahead of it are.
  private static final long MEMORY_PER_ADDRESS =
      Math.max(16L << 20, Runtime.getRuntime().maxMemory() / 16);

  private static final int NO_DELIVERY_LIMIT = -1;

  /// What the broker leaves free of the disk, in bytes: less than the content store does, which is
  /// better at saying so. Beyond it messages are refused.
  private static final long MINIMUM_FREE = 256L << 20;

  private static final int ANY_PERCENTAGE = -1;
  private static final AtomicInteger NEXT_ID = new AtomicInteger();

  private final EmbeddedActiveMQ embedded;
  private final Path folder;
  private final int id;
  private final Optional<String> token;

  private EmbeddedBroker(EmbeddedActiveMQ embedded, Path folder, int id, Optional<String> token) {
    this.embedded = embedded;
    this.folder = folder;
    this.id = id;
    this.token = token;
  }

  /// Starts a broker on `folder`, which is made if it is not there. Only this process reaches it.
  public static EmbeddedBroker start(Path folder) {
    return start(folder, Optional.empty());
  }

  /// Starts a broker on `folder` that other processes of this machine may join, those that can read
  /// the file `address` in `folder`: it listens on the loopback interface and asks for the token in
  /// that file, which is there while it listens. Port and token are those of the last time, if they
  /// can be, so that processes that joined come back.
  ///
  /// @param port to listen on; 0 for the one used last, or else one that is free
  /// @throws TransportException if the broker does not start or another program has the port
  public static EmbeddedBroker listening(Path folder, int port) {
    var last = Address.last(folder);
    var token = last.map(Address::token).orElseGet(Address::newToken);
    var broker = start(folder, Optional.of(token));
    try {
      var listener = new Listener(broker.server().getRemotingService());
      var bound = port == 0 ? listener.listenAgain(last.map(Address::port)) : listener.listen(port);
      new Address(bound, token).publish(folder);
      return broker;
    } catch (Exception failure) {
      broker.close();
      throw failure instanceof TransportException said
          ? said
          : new TransportException("the broker of " + folder + " does not listen", failure);
    }
  }

  /// Whether a broker runs on `folder`, in whatever process, that this process may join.
  public static boolean isListening(Path folder) {
    try {
      Address.current(folder).knock();
      return true;
    } catch (IOException | TransportException nobody) {
      return false;
    }
  }

  private static EmbeddedBroker start(Path folder, Optional<String> token) {
    var id = NEXT_ID.getAndIncrement();
    var embedded = new EmbeddedActiveMQ();
    LocalThreads.started(id);
    try {
      embedded.setConfiguration(configuration(folder, id, token.isPresent()));
      token.ifPresent(word -> embedded.setSecurityManager(new TokenSecurity(word)));
      uninterrupted(embedded::start);
    } catch (Exception failure) {
      stopWhatStarted(embedded, id, failure);
      throw new TransportException("the embedded broker does not start on " + folder, failure);
    }
    var broker = new EmbeddedBroker(embedded, folder, id, token);
    if (!broker.server().isActive()) {
      broker.stop();
      throw new TransportException(
          "the embedded broker does not start on " + folder + "; another process may have it",
          new IllegalStateException("the broker is " + broker.server().getState()));
    }
    // What a process left that was killed.
    broker.withdrawAddress();
    return broker;
  }

  private static void stopWhatStarted(EmbeddedActiveMQ embedded, int id, Exception failure) {
    try {
      uninterrupted(embedded::stop);
    } catch (Exception another) {
      failure.addSuppressed(another);
    } finally {
      LocalThreads.stopped(id);
    }
  }

  private static Configuration configuration(Path folder, int id, boolean secure) throws Exception {
    var absolute = folder.toAbsolutePath();
    var everything =
        new AddressSettings()
            .setAutoCreateAddresses(false)
            .setAutoCreateQueues(false)
            .setAutoDeleteAddresses(false)
            .setAutoDeleteQueues(false)
            .setMaxDeliveryAttempts(NO_DELIVERY_LIMIT)
            .setAddressFullMessagePolicy(AddressFullMessagePolicy.PAGE)
            // Artemis would let the sender wait until there is space.
            .setDiskFullMessagePolicy(DiskFullMessagePolicy.FAIL)
            .setMaxSizeBytes(MEMORY_PER_ADDRESS);
    var configuration =
        new ConfigurationImpl()
            .setName("tributary-" + id)
            .setPersistenceEnabled(true)
            // A message that kills this process is known when the broker is started again.
            .setPersistDeliveryCountBeforeDelivery(true)
            .setJournalType(JournalType.NIO)
            .setJournalDatasync(true)
            .setJournalSyncTransactional(true)
            .setJournalSyncNonTransactional(true)
            .setJournalDirectory(absolute.resolve("journal").toString())
            .setBindingsDirectory(absolute.resolve("bindings").toString())
            .setPagingDirectory(absolute.resolve("paging").toString())
            .setLargeMessagesDirectory(absolute.resolve("large-messages").toString())
            .setMaxDiskUsage(ANY_PERCENTAGE)
            .setMinDiskFree(MINIMUM_FREE)
            .setSecurityEnabled(secure)
            .setJMXManagementEnabled(false)
            .addAddressSetting("#", everything)
            .addAcceptorConfiguration(
                new TransportConfiguration(InVMAcceptorFactory.class.getName(), serverId(id)));
    configuration.registerBrokerPlugin(new MandatoryRouting());
    return configuration;
  }

  private static Map<String, Object> serverId(int id) {
    return new HashMap<>(Map.of("serverId", id));
  }

  /// The parameters by which a client in this process reaches the broker.
  Map<String, Object> parameters() {
    return serverId(id);
  }

  /// What a client gives as its password; empty if the broker asks for none.
  String token() {
    return token.orElse("");
  }

  ActiveMQServer server() {
    return embedded.getActiveMQServer();
  }

  /// Stops the broker once what it has confirmed is on disk. Transports that are still connected,
  /// and processes that joined it, lose their connections.
  @Override
  public void close() {
    try {
      withdrawAddress();
    } finally {
      stop();
    }
  }

  private void withdrawAddress() {
    try {
      Address.withdraw(folder);
    } catch (IOException failure) {
      log.atWarn()
          .addKeyValue("folder", folder)
          .addKeyValue("consequence", "who joins the broker is told that nobody answers")
          .setCause(failure)
          .log("broker.address-stays");
    }
  }

  private void stop() {
    try {
      uninterrupted(embedded::stop);
    } catch (Exception failure) {
      throw new TransportException("the embedded broker does not stop", failure);
    } finally {
      LocalThreads.stopped(id);
    }
  }

  /// Starting and stopping reads and writes files, which the JVM closes under the hands of a thread
  /// that is interrupted. So another thread does it; an interruption is kept for the caller.
  private static void uninterrupted(Step step) throws Exception {
    var task =
        new FutureTask<>(
            () -> {
              step.run();
              return true;
            });
    Thread.ofPlatform().name("embedded-broker").start(task);
    var interrupted = false;
    try {
      for (var running = true; running; ) {
        try {
          running = !task.get();
        } catch (InterruptedException later) {
          interrupted = true;
        }
      }
    } catch (ExecutionException failure) {
      if (failure.getCause() instanceof Exception cause) {
        throw cause;
      }
      throw failure;
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @FunctionalInterface
  private interface Step {
    void run() throws Exception;
  }
}
