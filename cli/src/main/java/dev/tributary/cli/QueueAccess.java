package dev.tributary.cli;

import dev.tributary.spi.Transport;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;

/// A short word with the configured broker about queues.
final class QueueAccess {
  private QueueAccess() {}

  /// What there is to say.
  @FunctionalInterface
  interface Work<T> {
    T on(Transport transport) throws InterruptedException;
  }

  /// Does `work` on the broker.
  ///
  /// @param command that this process runs
  static <T> T on(DataOptions data, String command, PrintWriter messages, Work<T> work)
      throws IOException, InterruptedException {
    try (var installation = Installation.open(data)) {
      return on(installation, command, messages, work);
    }
  }

  /// Does `work`, which only looks at what is there or takes it away, on the broker.
  ///
  /// @throws UsageException if the broker is the embedded one and never ran here
  static <T> T look(DataOptions data, String command, PrintWriter messages, Work<T> work)
      throws IOException, InterruptedException {
    try (var installation = Installation.open(data)) {
      return look(installation, command, messages, work);
    }
  }

  /// The same on the broker of `installation`, whose plugins this starts.
  static <T> T look(Installation installation, String command, PrintWriter messages, Work<T> work)
      throws IOException, InterruptedException {
    if (!hasBroker(installation)) {
      throw new UsageException("nothing ever ran in " + installation.configuration().data().root());
    }
    return on(installation, command, messages, work);
  }

  /// Whether there may be queues: on the embedded broker not before it ran for the first time.
  static boolean hasBroker(Installation installation) {
    var configuration = installation.configuration();
    return !configuration.isEmbedded() || Files.exists(configuration.data().broker());
  }

  private static <T> T on(
      Installation installation, String command, PrintWriter messages, Work<T> work)
      throws IOException, InterruptedException {
    try (var _ = BrokerHost.of(installation, command, messages)) {
      installation.plugins().start(installation.settings());
      try (var transport = installation.plugins().connect(installation.settings())) {
        return work.on(transport);
      }
    }
  }

  /// So many messages, in words.
  static String messages(long count) {
    return count == 1 ? "1 message" : count + " messages";
  }
}
