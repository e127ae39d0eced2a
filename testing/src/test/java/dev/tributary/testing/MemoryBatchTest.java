package dev.tributary.testing;

import dev.tributary.spi.Transport;

final class MemoryBatchTest extends BatchContract {
  private final MemoryBroker broker = new MemoryBroker();

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
    return MemoryTransport.connect(broker);
  }
}
