package dev.tributary.artemis;

import dev.tributary.spi.TransportException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.activemq.artemis.api.core.TransportConfiguration;
import org.apache.activemq.artemis.api.core.client.ActiveMQClient;
import org.apache.activemq.artemis.core.remoting.impl.netty.NettyAcceptorFactory;
import org.apache.activemq.artemis.core.remoting.impl.netty.TransportConstants;
import org.apache.activemq.artemis.core.remoting.server.RemotingService;

/// Lets a running broker listen on the loopback interface, for Artemis' own protocol only.
///
/// @param remoting of that broker
record Listener(RemotingService remoting) {
  private static final String NAME = "joined";
  private static final int FREE_PORT = 0;

  /// How many connections there may be. A process that joins has one.
  private static final long CONNECTIONS = 200;

  /// How long somebody may be connected without saying what he wants.
  private static final int HANDSHAKE_SECONDS = 10;

  /// Listens on `last` if nobody else does, or else on a port that is free.
  ///
  /// @return the port
  int listenAgain(Optional<Integer> last) throws Exception {
    if (last.isPresent()) {
      try {
        return listen(last.get());
      } catch (TransportException taken) {
        return listen(FREE_PORT);
      }
    }
    return listen(FREE_PORT);
  }

  /// Listens on `port`.
  ///
  /// @return the port
  /// @throws TransportException if that is not possible
  int listen(int port) throws Exception {
    var acceptor =
        remoting.createAcceptor(
            new TransportConfiguration(
                NettyAcceptorFactory.class.getName(), parameters(port), NAME));
    try {
      acceptor.start();
      return acceptor.getActualPort();
    } catch (Exception taken) {
      remoting.destroyAcceptor(NAME);
      throw new TransportException(
          "the broker cannot listen on port %d of %s; another program may have it: choose another, or 0 for one that is free"
              .formatted(port, Address.HOST),
          taken);
    }
  }

  private static Map<String, Object> parameters(int port) {
    return new HashMap<>(
        Map.of(
            TransportConstants.HOST_PROP_NAME,
            Address.HOST,
            TransportConstants.PORT_PROP_NAME,
            port,
            TransportConstants.PROTOCOLS_PROP_NAME,
            ActiveMQClient.DEFAULT_CORE_PROTOCOL,
            TransportConstants.CONNECTIONS_ALLOWED,
            CONNECTIONS,
            TransportConstants.HANDSHAKE_TIMEOUT,
            HANDSHAKE_SECONDS,
            TransportConstants.QUIET_PERIOD,
            0,
            TransportConstants.USE_EPOLL_PROP_NAME,
            false,
            TransportConstants.USE_KQUEUE_PROP_NAME,
            false));
  }
}
