package dev.tributary.rabbitmq;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.core.ConditionTimeoutException;

/// A RabbitMQ node that belongs to this JVM: on free ports of 127.0.0.1, with a folder, a name and
/// an `epmd` of its own. It ends with this JVM, however that ends, and leaves nothing.
final class PrivateNode {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final long ENOUGH = 2L << 30;

  /// Starts the node for every line that it reads. The end of its input comes when this JVM ends,
  /// also when that is killed: then it ends the node with all that it has. It outlives what a
  /// terminal sends to all programs at once.
  private static final String GUARD =
      """
      trap '' INT HUP TERM
      epmd & epmd=$!
      while read -r _; do
        "$1/rabbitmq-server" >"$2/output" 2>&1 & node=$!
      done
      kill -9 "$node" "$epmd"
      wait
      rm -rf "$2"
      """;

  /// Whether all queues that hand messages on by themselves have begun to.
  private static final String IS_SETTLED =
      """
      Wanted = [Q || Q <- rabbit_amqqueue:list(),
          lists:keymember(<<"x-dead-letter-strategy">>, 1, amqqueue:get_arguments(Q))],
      Workers = [W || {_, W, _, _} <- supervisor:which_children(rabbit_fifo_dlx_sup), is_pid(W)],
      [sys:get_state(W) || W <- Workers],
      length(Workers) >= length(Wanted).
      """;

  private final Path programs;
  private final Path folder;
  private final Map<String, String> environment;
  private final Process guard;
  private final int port;
  private final int tlsPort;
  private boolean settled = true;

  private PrivateNode(
      Path programs, Path folder, Map<String, String> environment, int port, int tlsPort)
      throws IOException {
    this.programs = programs;
    this.folder = folder;
    this.environment = environment;
    this.port = port;
    this.tlsPort = tlsPort;
    this.guard = guard(programs, folder, environment);
  }

  /// Starts a node, and returns once it serves.
  ///
  /// @param programs the folder of `rabbitmq-server` and its like
  static PrivateNode start(Path programs) throws IOException {
    var folder = Files.createTempDirectory(root(), name(ProcessHandle.current().pid()));
    var ports = freePorts(4);
    TestCertificate.write(folder);
    configure(folder, ports.get(0), ports.get(1));
    var environment = environment(folder, ports.get(0), ports.get(2), ports.get(3));
    var node = new PrivateNode(programs, folder, environment, ports.get(0), ports.get(1));
    node.launch();
    Files.writeString(folder.resolve("uri"), node.uri());
    return node;
  }

  /// Where its folder lies. What quorum queues write is forced to the disk, which takes most of the
  /// time of most tests: so it lies in memory where there is enough. That outlives the node, too.
  private static Path root() throws IOException {
    var memory = Path.of("/dev/shm");
    return Files.isWritable(memory) && Files.getFileStore(memory).getUsableSpace() > ENOUGH
        ? memory
        : Path.of(System.getProperty("java.io.tmpdir"));
  }

  private static String name(long pid) {
    return "tributary-rabbitmq-" + pid + "-";
  }

  /// The URI of the node that the JVM `pid` has started.
  static String uriOf(long pid) throws IOException {
    try (var folders = Files.newDirectoryStream(root(), name(pid) + "*")) {
      for (var each : folders) {
        return Files.readString(each.resolve("uri"));
      }
    }
    throw new IllegalStateException("process " + pid + " has no RabbitMQ node");
  }

  /// Free ports, each another one.
  private static List<Integer> freePorts(int count) throws IOException {
    var sockets = new ArrayList<ServerSocket>();
    try {
      for (var number = 0; number < count; number++) {
        sockets.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
      }
      return sockets.stream().map(ServerSocket::getLocalPort).toList();
    } finally {
      for (var socket : sockets) {
        socket.close();
      }
    }
  }

  private static void configure(Path folder, int port, int tlsPort) throws IOException {
    Files.write(
        folder.resolve("rabbitmq.conf"),
        List.of(
            "listeners.tcp.1 = 127.0.0.1:" + port,
            "listeners.ssl.1 = 127.0.0.1:" + tlsPort,
            "ssl_options.certfile = " + folder.resolve(TestCertificate.CERTIFICATE),
            "ssl_options.cacertfile = " + folder.resolve(TestCertificate.CERTIFICATE),
            "ssl_options.keyfile = " + folder.resolve(TestCertificate.KEY),
            "ssl_options.verify = verify_none",
            "raft.wal_max_size_bytes = 67108864"));
    Files.writeString(folder.resolve("enabled_plugins"), "[].");
    Files.writeString(folder.resolve("rabbitmq-env.conf"), "");
  }

  private static Map<String, String> environment(
      Path folder, int port, int distributionPort, int epmdPort) {
    var environment = new HashMap<String, String>();
    environment.put("HOME", folder.toString());
    environment.put("RABBITMQ_NODENAME", "tributary-" + port + "@localhost");
    environment.put("RABBITMQ_NODE_PORT", Integer.toString(port));
    environment.put("RABBITMQ_DIST_PORT", Integer.toString(distributionPort));
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
    environment.put("ERL_AFLAGS", "-start_epmd false -kernel inet_dist_use_interface {127,0,0,1}");
    environment.put("ERL_EPMD_ADDRESS", "127.0.0.1");
    environment.put("ERL_EPMD_PORT", Integer.toString(epmdPort));
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
    guard.outputWriter(UTF_8).append("start\n").flush();
    awaitListening();
  }

  private void awaitListening() {
    await("RabbitMQ on " + uri())
        .atMost(PATIENCE)
        .until(() -> RabbitNode.isListening(URI.create(uri())));
  }

  String uri() {
    return "amqp://guest:guest@127.0.0.1:" + port;
  }

  /// The same over TLS. Its certificate, in [#folder], is for `localhost`, and nobody trusts it.
  ///
  /// @param host a name of this machine
  String tlsUri(String host) {
    return "amqps://guest:guest@" + host + ":" + tlsPort;
  }

  /// Where it keeps all that it has.
  Path folder() {
    return folder;
  }

  /// Ends all connections and stops serving, in good order.
  void stop() {
    control("stop_app");
  }

  /// Serves again, after [#stop].
  void serveAgain() {
    settled = false;
    control("start_app");
    awaitListening();
  }

  /// Returns once a queue may be removed. RabbitMQ 3.10 declares none any more, until it is started
  /// again, after one was removed that had not quite come up.
  void awaitSettled() {
    if (!settled && !settles()) {
      stop();
      control("start_app");
      awaitListening();
      assertThat(settles()).as("it settles after another start").isTrue();
    }
    settled = true;
  }

  private boolean settles() {
    try {
      await()
          .atMost(PATIENCE.dividedBy(2))
          .until(() -> control("eval", IS_SETTLED).strip().equals("true"));
      return true;
    } catch (ConditionTimeoutException itsSupervisorIsGone) {
      return false;
    }
  }

  /// Kills the node as it stands, and starts it on what it left.
  void killAndStart() throws IOException {
    settled = false;
    process().destroyForcibly();
    // Its name is not free at once.
    await().until(() -> !run(List.of("epmd", "-names")).contains("name tributary"));
    launch();
  }

  private ProcessHandle process() throws IOException {
    var pid = Files.readString(folder.resolve("pid")).strip();
    return ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
  }

  /// Runs `rabbitmqctl` and returns its output.
  String control(String... arguments) {
    var command = new ArrayList<>(List.of(programs.resolve("rabbitmqctl").toString(), "-q"));
    command.addAll(List.of(arguments));
    return run(command);
  }

  private String run(List<String> command) {
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(environment);
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
