package dev.tributary.benchmarks.peers;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Map;
import java.util.Optional;

/// Where all runs take place.
///
/// @param uri of the broker
/// @param connection of the benchmark's own, which recovers
/// @param node the broker, if it may be restarted
/// @param root of the repository
/// @param logs where the output of contenders goes
record Ground(String uri, Connection connection, Optional<Node> node, Path root, Path logs) {
  private static final long RECOVERY_MILLIS = 200;

  /// For so long what was rejected stays away.
  static final long RETRY_MILLIS = 5_000;

  /// What contenders are told about the broker.
  Map<String, String> properties() {
    var factory = factory(uri);
    return Map.of(
        "peer.uri",
        uri,
        "peer.host",
        factory.getHost(),
        "peer.port",
        Integer.toString(factory.getPort()),
        "peer.user",
        factory.getUsername(),
        "peer.password",
        factory.getPassword(),
        "peer.vhost",
        factory.getVirtualHost());
  }

  /// What connects to the broker at `uri`.
  static ConnectionFactory factory(String uri) {
    var factory = new ConnectionFactory();
    factory.setNetworkRecoveryInterval(RECOVERY_MILLIS);
    try {
      factory.setUri(uri);
    } catch (URISyntaxException | GeneralSecurityException mistake) {
      throw new IllegalArgumentException("expected the URI of a broker, got another text", mistake);
    }
    return factory;
  }

  /// Closes `channel`, whatever state it is in.
  static void abort(Channel channel) {
    try {
      channel.abort();
    } catch (IOException gone) {
      throw new UncheckedIOException(gone);
    }
  }
}
