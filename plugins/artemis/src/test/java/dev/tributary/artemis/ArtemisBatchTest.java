package dev.tributary.artemis;

import dev.tributary.spi.Transport;
import dev.tributary.testing.BatchContract;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

final class ArtemisBatchTest extends BatchContract {
  @TempDir private Path folder;
  private EmbeddedBroker broker;

  @Override
  protected void startBroker() {
    broker = EmbeddedBroker.start(folder);
  }

  @Override
  protected void stopBroker() {
    broker.close();
  }

  @Override
  protected Transport connect() {
    return ArtemisTransport.connect(broker);
  }
}
