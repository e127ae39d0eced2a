package dev.tributary.artemis;

import dev.tributary.spi.Transport;
import dev.tributary.testing.TransportContract;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/// As if the broker were in another process: over its listening socket.
final class ArtemisJoinedTransportTest extends TransportContract {
  private static final int ANY_PORT = 0;

  @TempDir private Path folder;
  private EmbeddedBroker broker;

  @Override
  protected void startBroker() {
    broker = EmbeddedBroker.listening(folder, ANY_PORT);
  }

  @Override
  protected void stopBroker() {
    broker.close();
  }

  @Override
  protected Transport connect() {
    return ArtemisTransport.join(folder);
  }
}
