package dev.tributary.opensearch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.codelibs.opensearch.runner.OpenSearchRunner;

/// One node of OpenSearch in a process of its own, on loopback, until standard input ends.
final class NodeProcess {
  private NodeProcess() {}

  /// Runs it.
  ///
  /// @param arguments the folder, and the port
  public static void main(String[] arguments) throws IOException {
    var configuration = Files.createDirectories(Path.of(arguments[0], "node_1", "config"));
    Files.writeString(
        configuration.resolve("opensearch.yml"),
        """
        network.host: 127.0.0.1
        transport.port: 0
        discovery.type: single-node
        cluster.routing.allocation.disk.threshold_enabled: false
        """);
    try (var runner = new OpenSearchRunner()) {
      runner.setMaxHttpPort(-1);
      runner.build(
          OpenSearchRunner.newConfigs()
              .basePath(arguments[0])
              .numOfNode(1)
              .baseHttpPort(Integer.parseInt(arguments[1]) - 1)
              .disableESLogger()
              .useLogger());
      while (System.in.read() >= 0) {
        // Nobody says anything: it ends when whoever started this process does.
      }
    }
    System.exit(0);
  }
}
