package dev.tributary.artemis;

import dev.tributary.spi.Transport;
import dev.tributary.testing.RecoveryContract;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

final class ArtemisRecoveryTest extends RecoveryContract {
  @TempDir private Path folder;
  private EmbeddedBroker broker;

  /// Artemis takes a delivery back from a consumer that is closed as if it had never been made.
  /// Those of a process that dies it counts: [DeliveryCountTest].
  @Override
  protected boolean countsDeliveries() {
    return false;
  }

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
