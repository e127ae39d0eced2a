package dev.tributary.rabbitmq;

import dev.tributary.spi.Transport;
import dev.tributary.testing.BatchContract;
import org.junit.jupiter.api.extension.RegisterExtension;

final class RabbitBatchTest extends BatchContract {
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
