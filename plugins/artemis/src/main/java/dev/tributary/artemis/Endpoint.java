package dev.tributary.artemis;

import dev.tributary.spi.TransportException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.activemq.artemis.api.core.TransportConfiguration;
import org.apache.activemq.artemis.core.remoting.impl.invm.InVMConnectorFactory;
import org.apache.activemq.artemis.core.remoting.impl.netty.NettyConnectorFactory;
import org.apache.activemq.artemis.core.remoting.impl.netty.TransportConstants;

/// A broker as a client reaches it.
///
/// @param name for messages
/// @param token that it asks for, if it does
record Endpoint(String name, TransportConfiguration connector, String token) {
  private static final int CONNECT_MILLIS = 5_000;

  /// A broker of this process.
  static Endpoint inProcess(EmbeddedBroker broker) {
    return new Endpoint(
        "the embedded broker",
        new TransportConfiguration(
            InVMConnectorFactory.class.getName(), new HashMap<>(broker.parameters())),
        broker.token());
  }

  /// The broker that runs in `folder`, in whatever process.
  ///
  /// @throws TransportException if none does
  static Endpoint joined(Path folder) {
    var address = Address.current(folder);
    try {
      address.knock();
    } catch (IOException refused) {
      throw new TransportException(
          "no broker answers at %s, where the one of %s listened: it ended without cleaning up (%s); start it again with: %s"
              .formatted(address, folder, refused.getMessage(), Address.startCommand(folder)),
          refused);
    }
    var parameters =
        Map.<String, Object>of(
            TransportConstants.HOST_PROP_NAME,
            Address.HOST,
            TransportConstants.PORT_PROP_NAME,
            address.port(),
            TransportConstants.NETTY_CONNECT_TIMEOUT,
            CONNECT_MILLIS,
            TransportConstants.USE_EPOLL_PROP_NAME,
            false,
            TransportConstants.USE_KQUEUE_PROP_NAME,
            false);
    return new Endpoint(
        "the broker of " + folder + " at " + address,
        new TransportConfiguration(
            NettyConnectorFactory.class.getName(), new HashMap<>(parameters)),
        address.token());
  }

  /// Without the token.
  @Override
  public String toString() {
    return name;
  }
}
