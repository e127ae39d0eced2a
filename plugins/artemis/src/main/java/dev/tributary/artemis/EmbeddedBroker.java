package dev.tributary.artemis;

import dev.tributary.spi.TransportException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
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

/// An Artemis broker in this process that keeps its messages in a folder: every one is on disk
/// (`fdatasync`) before it is confirmed. One process at a time may have the folder; whoever starts
/// this sees to that.
public final class EmbeddedBroker implements AutoCloseable {
  /// What an exchange or queue may hold in memory, in bytes; beyond it messages wait on disk.
  private static final long MEMORY_PER_ADDRESS = 16L << 20;

  private static final int NO_DELIVERY_LIMIT = -1;

  /// What the broker leaves free of the disk, in bytes: less than the content store does, which is
  /// better at saying so.
  private static final long MINIMUM_FREE = 256L << 20;

  private static final int ANY_PERCENTAGE = -1;
  private static final AtomicInteger NEXT_ID = new AtomicInteger();

  private final EmbeddedActiveMQ embedded;
  private final int id;

  private EmbeddedBroker(EmbeddedActiveMQ embedded, int id) {
    this.embedded = embedded;
    this.id = id;
  }

  /// Starts a broker on `folder`, which is made if it is not there.
  public static EmbeddedBroker start(Path folder) {
    var id = NEXT_ID.getAndIncrement();
    var embedded = new EmbeddedActiveMQ();
    try {
      embedded.setConfiguration(configuration(folder, id));
      embedded.start();
    } catch (Exception failure) {
      throw new TransportException("the embedded broker does not start on " + folder, failure);
    }
    var broker = new EmbeddedBroker(embedded, id);
    if (!broker.server().isActive()) {
      broker.close();
      throw new TransportException(
          "the embedded broker does not start on " + folder + "; another process may have it",
          new IllegalStateException("the broker is " + broker.server().getState()));
    }
    return broker;
  }

  private static Configuration configuration(Path folder, int id) throws Exception {
    var absolute = folder.toAbsolutePath();
    var everything =
        new AddressSettings()
            .setAutoCreateAddresses(false)
            .setAutoCreateQueues(false)
            .setAutoDeleteAddresses(false)
            .setAutoDeleteQueues(false)
            .setMaxDeliveryAttempts(NO_DELIVERY_LIMIT)
            .setAddressFullMessagePolicy(AddressFullMessagePolicy.PAGE)
            .setMaxSizeBytes(MEMORY_PER_ADDRESS);
    var configuration =
        new ConfigurationImpl()
            .setName("tributary-" + id)
            .setPersistenceEnabled(true)
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
            .setSecurityEnabled(false)
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
  Map<String, Object> address() {
    return serverId(id);
  }

  ActiveMQServer server() {
    return embedded.getActiveMQServer();
  }

  /// Stops the broker once what it has confirmed is on disk.
  @Override
  public void close() {
    try {
      embedded.stop();
    } catch (Exception failure) {
      throw new TransportException("the embedded broker does not stop", failure);
    }
  }
}
