package dev.tributary.cli;

import dev.tributary.artemis.EmbeddedBroker;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Optional;

/// The embedded broker of a data folder, for a process that runs a single application or has a word
/// with the broker: that of the process which stays up over the folder, or, if none does, one of
/// its own.
final class BrokerHost implements AutoCloseable {
  /// Stands for a port that is free.
  static final int ANY_PORT = 0;

  private final Optional<DataFolder.Hold> hold;
  private final Optional<EmbeddedBroker> broker;

  private BrokerHost(Optional<DataFolder.Hold> hold, Optional<EmbeddedBroker> broker) {
    this.hold = hold;
    this.broker = broker;
  }

  /// Sees to it that a broker runs that this process can join, if the embedded one is chosen; any
  /// other runs by itself.
  static BrokerHost of(Installation installation, String command, PrintWriter messages)
      throws IOException, InterruptedException {
    return installation.configuration().isEmbedded()
        ? find(installation.configuration().data(), command, messages)
        : new BrokerHost(Optional.empty(), Optional.empty());
  }

  /// Sees to it that a broker runs that this process can join.
  ///
  /// @param command that this process runs, for others who would like to have the folder
  /// @throws UsageException if another process holds the folder for more than a moment and lets
  ///   nobody join
  private static BrokerHost find(DataFolder folder, String command, PrintWriter messages)
      throws IOException, InterruptedException {
    var hold = folder.holdUnlessJoinable(command, DataFolder.A_MOMENT, messages);
    if (hold.isEmpty()) {
      return new BrokerHost(Optional.empty(), Optional.empty());
    }
    try {
      var broker = EmbeddedBroker.listening(folder.broker(), ANY_PORT);
      return new BrokerHost(hold, Optional.of(broker));
    } catch (Throwable failure) {
      hold.get().close();
      throw failure;
    }
  }

  /// Whether the broker ends with this process.
  boolean isOurs() {
    return broker.isPresent();
  }

  @Override
  public void close() throws IOException {
    broker.ifPresent(EmbeddedBroker::close);
    if (hold.isPresent()) {
      hold.get().close();
    }
  }
}
