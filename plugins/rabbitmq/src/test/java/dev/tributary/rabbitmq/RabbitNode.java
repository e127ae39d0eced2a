package dev.tributary.rabbitmq;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The broker of this JVM's tests: the one that the environment names, or a private node of the
/// installed RabbitMQ, which all tests share.
///
/// Tests are skipped, loudly, where there is neither.
public final class RabbitNode {
  /// Names a broker whose virtual host the tests may use as they like.
  static final String VARIABLE = "TRIBUTARY_TEST_RABBITMQ_URI";

  private static final Logger log = LoggerFactory.getLogger(RabbitNode.class);
  private static final int AMQP = 5672;
  private static final List<Path> SERVERS =
      List.of(Path.of("/usr/lib/rabbitmq/bin"), Path.of("/usr/local/sbin"), Path.of("/usr/sbin"));

  private static Optional<RabbitNode> shared = Optional.empty();

  private final String uri;
  private final Optional<PrivateNode> own;

  private RabbitNode(String uri, Optional<PrivateNode> own) {
    this.uri = uri;
    this.own = own;
  }

  /// The broker of this JVM's tests, running.
  public static synchronized RabbitNode shared() {
    if (shared.isEmpty()) {
      shared = Optional.of(find());
    }
    return shared.get();
  }

  private static RabbitNode find() {
    var named = System.getenv(VARIABLE);
    if (named != null) {
      return new RabbitNode(named, Optional.empty());
    }
    try {
      var node = PrivateNode.start(programs());
      log.info("private RabbitMQ node {} in {}", node.uri(), node.folder());
      return new RabbitNode(node.uri(), Optional.of(node));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /// Where the programs of the installed RabbitMQ are.
  static Path programs() {
    return SERVERS.stream()
        .filter(folder -> Files.isExecutable(folder.resolve("rabbitmq-server")))
        .findFirst()
        .orElseThrow(
            () ->
                skipped(
                    "no RabbitMQ to test with; run: apt-get install rabbitmq-server, or set "
                        + VARIABLE
                        + "=amqp://user:password@host/vhost"));
  }

  /// What ends a test as skipped, for the caller to throw.
  private static RuntimeException skipped(String reason) {
    log.error("SKIPPED: {}", reason);
    return Assumptions.<RuntimeException>abort(reason);
  }

  /// The URI of the broker of the tests in whose JVM this process was started.
  static String uriOfParent() throws IOException {
    var named = System.getenv(VARIABLE);
    return named == null
        ? PrivateNode.uriOf(ProcessHandle.current().parent().orElseThrow().pid())
        : named;
  }

  /// Where clients find it.
  public String uri() {
    return uri;
  }

  /// Takes `queues` away, with all that waits in them, of which some may not be there.
  public void remove(List<String> queues) {
    try (var transport = RabbitTransport.connect(RabbitOptions.of(uri))) {
      queues.forEach(transport::remove);
    }
  }

  /// Whether it may be stopped, killed and set up anew.
  boolean isOurs() {
    return own.isPresent();
  }

  /// Our own node. Where there is none, the test is skipped.
  PrivateNode own() {
    return own.orElseThrow(
        () ->
            skipped(
                "this test stops or changes its broker, and that of " + VARIABLE + " is not ours"));
  }

  /// Ends all connections and stops serving, in good order.
  void stop() {
    own().stop();
  }

  /// Serves again, with all that is on disk.
  void start() {
    if (!isListening(URI.create(uri))) {
      own().serveAgain();
    }
  }

  /// Returns once queues may be removed.
  void awaitSettled() {
    own.ifPresent(PrivateNode::awaitSettled);
  }

  static boolean isListening(URI broker) {
    try (var socket = new Socket(broker.getHost(), port(broker))) {
      return socket.isConnected();
    } catch (IOException _) {
      return false;
    }
  }

  static int port(URI broker) {
    return broker.getPort() < 0 ? AMQP : broker.getPort();
  }
}
