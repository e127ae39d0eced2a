package dev.tributary.rabbitmq;

import dev.tributary.spi.Transport;
import dev.tributary.testing.TransportContract;
import org.junit.jupiter.api.extension.RegisterExtension;

final class RabbitTransportTest extends TransportContract {
  @RegisterExtension final TestBroker broker = new TestBroker();

  @Override
  protected void startBroker() {
    broker.start();
  }

  @Override
  protected void stopBroker() {
    broker.stop();
  }

  @Override
  protected Transport connect() {
    return broker.connect();
  }
}
