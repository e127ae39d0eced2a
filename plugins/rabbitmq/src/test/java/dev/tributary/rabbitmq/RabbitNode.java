package dev.tributary.rabbitmq;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The broker that tests use: the one that the environment names, or a private node of the
/// installed RabbitMQ. The node is started once, listens on 127.0.0.1 on free ports, keeps all it
/// has in a folder of its own, and ends with this JVM, however that ends.
///
/// Tests are skipped, loudly, where there is neither.
final class RabbitNode {
  /// Names a broker whose virtual host the tests may use as they like.
  static final String VARIABLE = "TRIBUTARY_TEST_RABBITMQ_URI";

  private static final Logger log = LoggerFactory.getLogger(RabbitNode.class);
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final List<Path> SERVERS =
      List.of(Path.of("/usr/lib/rabbitmq/bin"), Path.of("/usr/local/sbin"), Path.of("/usr/sbin"));

  /// Starts the node for every line that it reads. The end of its input comes when this JVM ends:
  /// then it ends the node with all that it has.
  private static final String GUARD =
      "while read -r _; do \"$1/rabbitmq-server\" > \"$2/output\" 2>&1 & done;"
          + " kill -9 \"$(cat \"$2/pid\")\"; wait; epmd -kill; rm -rf \"$2\"";

  private static Optional<RabbitNode> shared = Optional.empty();

  private final String uri;
  private final Optional<Installation> installation;

  /// A node of our own.
  private record Installation(
      Path programs, Path folder, Map<String, String> environment, Process guard) {}

  private RabbitNode(String uri, Optional<Installation> installation) {
    this.uri = uri;
    this.installation = installation;
  }

  /// The broker of this JVM's tests, running.
  static synchronized RabbitNode shared() {
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
    return start(
        SERVERS.stream()
            .filter(folder -> Files.isExecutable(folder.resolve("rabbitmq-server")))
            .findFirst()
            .orElseThrow(
                () ->
                    skipped(
                        "no RabbitMQ to test with; run: apt-get install rabbitmq-server, or set "
                            + VARIABLE
                            + "=amqp://user:password@host/vhost")));
  }

  /// What ends a test as skipped, for the caller to throw.
  private static RuntimeException skipped(String reason) {
    log.error("SKIPPED: {}", reason);
    return Assumptions.<RuntimeException>abort(reason);
  }

  private static RabbitNode start(Path programs) {
    try {
      var folder = Files.createTempDirectory("tributary-rabbitmq");
      var port = freePort();
      var environment = environment(folder, port);
      var guard = guard(programs, folder, environment);
      var node =
          new RabbitNode(
              "amqp://guest:guest@127.0.0.1:" + port,
              Optional.of(new Installation(programs, folder, environment, guard)));
      node.launch();
      return node;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static Map<String, String> environment(Path folder, int port) throws IOException {
    var configuration = new ArrayList<String>();
    configuration.add("listeners.tcp.1 = 127.0.0.1:" + port);
    Files.write(folder.resolve("rabbitmq.conf"), configuration);
    Files.writeString(folder.resolve("enabled_plugins"), "[].");
    Files.writeString(folder.resolve("rabbitmq-env.conf"), "");
    var environment = new HashMap<String, String>();
    environment.put("HOME", folder.toString());
    environment.put("RABBITMQ_NODENAME", "tributary-" + port + "@localhost");
    environment.put("RABBITMQ_NODE_PORT", Integer.toString(port));
    environment.put("RABBITMQ_DIST_PORT", Integer.toString(freePort()));
    environment.put("RABBITMQ_MNESIA_BASE", folder.resolve("mnesia").toString());
    environment.put("RABBITMQ_LOG_BASE", folder.resolve("log").toString());
    environment.put("RABBITMQ_PID_FILE", folder.resolve("pid").toString());
    // Makes the script become the node, rather than watch over it.
    environment.put("RUNNING_UNDER_SYSTEMD", "true");
    environment.put("RABBITMQ_CONFIG_FILE", folder.resolve("rabbitmq.conf").toString());
    environment.put("RABBITMQ_CONF_ENV_FILE", folder.resolve("rabbitmq-env.conf").toString());
    environment.put("RABBITMQ_ENABLED_PLUGINS_FILE", folder.resolve("enabled_plugins").toString());
    environment.put("RABBITMQ_GENERATED_CONFIG_DIR", folder.resolve("config").toString());
    environment.put("RABBITMQ_SCHEMA_DIR", folder.resolve("schema").toString());
    environment.put("ERL_AFLAGS", "-kernel inet_dist_use_interface {127,0,0,1}");
    environment.put("ERL_EPMD_ADDRESS", "127.0.0.1");
    environment.put("ERL_EPMD_PORT", Integer.toString(freePort()));
    return environment;
  }

  private static Process guard(Path programs, Path folder, Map<String, String> environment)
      throws IOException {
    var builder =
        new ProcessBuilder("sh", "-c", GUARD, "sh", programs.toString(), folder.toString())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().putAll(environment);
    return builder.start();
  }

  private void launch() throws IOException {
    var own = own();
    own.guard().outputWriter(UTF_8).append("start\n").flush();
    awaitListening();
    log.info("private RabbitMQ node {} in {}", uri, own.folder());
  }

  /// Our own node. Where there is none, the test is skipped.
  private Installation own() {
    return installation.orElseThrow(
        () ->
            skipped(
                "this test stops or changes its broker, and that of " + VARIABLE + " is not ours"));
  }

  private void awaitListening() {
    await("RabbitMQ on " + uri).atMost(PATIENCE).until(this::isListening);
  }

  private boolean isListening() {
    var address = URI.create(uri);
    try (var socket = new Socket(address.getHost(), address.getPort())) {
      return socket.isConnected();
    } catch (IOException _) {
      return false;
    }
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /// Where clients find it.
  String uri() {
    return uri;
  }

  /// Ends all connections and stops serving, in good order.
  void stop() {
    control("stop_app");
  }

  /// Serves again, with all that is on disk.
  void start() {
    if (!isListening()) {
      control("start_app");
      awaitListening();
    }
  }

  /// Kills the node as it stands, and starts it on what it left.
  void killAndStart() throws IOException {
    var pid = Files.readString(own().folder().resolve("pid")).strip();
    var node = ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
    assertThat(node.destroyForcibly()).isTrue();
    // Its name is not free at once.
    await().until(() -> !run(List.of("epmd", "-names")).contains("name tributary"));
    launch();
  }

  /// Runs `rabbitmqctl` and returns its output.
  String control(String... arguments) {
    var command =
        new ArrayList<>(List.of(own().programs().resolve("rabbitmqctl").toString(), "-q"));
    command.addAll(List.of(arguments));
    return run(command);
  }

  private String run(List<String> command) {
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(own().environment());
    try {
      var process = builder.start();
      var output = new String(process.getInputStream().readAllBytes(), UTF_8);
      if (process.waitFor() != 0) {
        throw new IllegalStateException(command + " failed: " + output);
      }
      return output;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException ending) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(ending);
    }
  }
}
