package dev.tributary.rabbitmq;

import dev.tributary.spi.Transport;
import dev.tributary.testing.CrashContract;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;

/// The process that dies is not that of the broker, which goes on: the one of the tests.
@Tag("long")
final class RabbitCrashTest extends CrashContract {
  /// Only in the process of the tests: the other one is killed before it could clear away.
  private Optional<TestBroker> broker = Optional.empty();

  @BeforeEach
  void haveABroker() {
    broker = Optional.of(new TestBroker());
    broker.get().start();
  }

  @Override
  protected void startBroker() {}

  @Override
  protected void stopBroker() {
    broker.ifPresent(TestBroker::removeQueues);
  }

  @Override
  protected Transport connect() {
    return broker.map(TestBroker::connect).orElseGet(RabbitCrashTest::connectToThatOfTheTests);
  }

  private static Transport connectToThatOfTheTests() {
    try {
      return RabbitTransport.connect(RabbitOptions.of(RabbitNode.uriOfParent()));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
