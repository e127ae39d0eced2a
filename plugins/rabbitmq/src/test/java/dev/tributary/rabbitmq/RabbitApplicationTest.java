package dev.tributary.rabbitmq;

import dev.tributary.spi.Transport;
import dev.tributary.testing.ApplicationContract;
import org.junit.jupiter.api.extension.RegisterExtension;

final class RabbitApplicationTest extends ApplicationContract {
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
