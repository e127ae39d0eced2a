package dev.tributary.rabbitmq;

import dev.tributary.Binding;
import dev.tributary.spi.Transport;
import dev.tributary.testing.ForwardingTransport;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// The broker as one test uses it: without any queue of an earlier test. While the test runs, it
/// can stop the broker; afterwards stopping takes the test's queues away, and the broker runs on
/// for the next one.
final class TestBroker implements AfterTestExecutionCallback {
  /// What was declared by tests of this JVM, and not taken away: by one that failed, say.
  private static final Set<String> DECLARED = ConcurrentHashMap.newKeySet();

  private final RabbitNode node = RabbitNode.shared();
  private boolean begun;
  private boolean over;

  RabbitNode node() {
    return node;
  }

  void start() {
    node.start();
    if (!begun) {
      begun = true;
      removeQueues();
    }
  }

  /// Called by JUnit between the test and what comes after each.
  @Override
  public void afterTestExecution(ExtensionContext context) {
    over = true;
  }

  void stop() {
    if (over) {
      removeQueues();
    } else {
      node.stop();
    }
  }

  /// Takes away all queues that were declared.
  void removeQueues() {
    if (DECLARED.isEmpty()) {
      return;
    }
    node.awaitSettled();
    try (var transport = RabbitTransport.connect(options())) {
      for (var queue : List.copyOf(DECLARED)) {
        transport.remove(queue);
        DECLARED.remove(queue);
      }
    }
  }

  RabbitOptions options() {
    return RabbitOptions.of(node.uri()).withConnectionName("test");
  }

  Transport connect() {
    return connect(options());
  }

  /// A transport that leaves nothing behind.
  Transport connect(RabbitOptions options) {
    return new Remembering(RabbitTransport.connect(options));
  }

  private static final class Remembering extends ForwardingTransport {
    Remembering(Transport transport) {
      super(transport);
    }

    @Override
    public void declare(String queue, List<Binding> bindings, Lifetime lifetime, Sharing sharing) {
      if (lifetime == Lifetime.DURABLE) {
        DECLARED.add(queue);
      }
      super.declare(queue, bindings, lifetime, sharing);
    }
  }
}
