package dev.tributary.artemis;

import dev.tributary.spi.Transport;
import dev.tributary.testing.LifecycleContract;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

final class ArtemisLifecycleTest extends LifecycleContract {
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

  /// A broker of this process is an object, and another one after a restart.
  @Override
  protected boolean clientsComeBack() {
    return false;
  }
}
