package dev.tributary.artemis;

import dev.tributary.spi.Transport;
import dev.tributary.testing.CrashContract;
import org.junit.jupiter.api.Tag;

@Tag("long")
final class ArtemisCrashTest extends CrashContract {
  private EmbeddedBroker broker;

  @Override
  protected void startBroker() {
    broker = EmbeddedBroker.start(folder().resolve("broker"));
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
