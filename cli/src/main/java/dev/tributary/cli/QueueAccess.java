package dev.tributary.cli;

import dev.tributary.spi.Transport;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.function.Function;

/// A short word with the configured broker about a queue.
final class QueueAccess {
  private QueueAccess() {}

  /// Does `work` on the broker.
  ///
  /// @param command that this process runs
  static <T> T on(
      DataOptions data, String command, PrintWriter messages, Function<Transport, T> work)
      throws IOException, InterruptedException {
    try (var installation = Installation.open(data);
        var _ = BrokerHost.of(installation, command, messages)) {
      installation.plugins().start(installation.settings());
      try (var transport = installation.plugins().connect(installation.settings())) {
        return work.apply(transport);
      }
    }
  }
}
