package dev.tributary.testing;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.spi.Consumer;
import dev.tributary.spi.Delivery;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Receives, for as long as a test is patient.
final class Receiving {
  static final Duration QUICK = Duration.ofSeconds(10);

  private Receiving() {}

  static List<String> bodies(Consumer consumer, int count) throws Exception {
    var bodies = new ArrayList<String>();
    for (var received = 0; received < count; received++) {
      bodies.add(next(consumer).message().body().utf8());
    }
    return bodies;
  }

  static Delivery next(Consumer consumer) throws Exception {
    return receive(consumer, QUICK);
  }

  /// Receives and acknowledges until it is interrupted, or the consumer ends.
  static void receiveAll(Consumer consumer, java.util.function.Consumer<String> bodies) {
    try {
      while (true) {
        var delivery = consumer.receive();
        bodies.accept(delivery.message().body().utf8());
        delivery.ack();
      }
    } catch (InterruptedException ending) {
      Thread.currentThread().interrupt();
    }
  }

  static void assertNothingComes(Consumer consumer) {
    assertThatThrownBy(() -> receive(consumer, Duration.ofMillis(300)))
        .isInstanceOf(TimeoutException.class);
  }

  static Delivery receive(Consumer consumer, Duration patience) throws Exception {
    return receiveWhile(consumer, patience, () -> {});
  }

  /// Receives while `something` happens.
  static Delivery receiveWhile(Consumer consumer, Runnable something) throws Exception {
    return receiveWhile(consumer, QUICK, something);
  }

  private static Delivery receiveWhile(Consumer consumer, Duration patience, Runnable something)
      throws Exception {
    try (var thread = Executors.newVirtualThreadPerTaskExecutor()) {
      var received = thread.submit(consumer::receive);
      try {
        something.run();
        return received.get(patience.toMillis(), TimeUnit.MILLISECONDS);
      } finally {
        received.cancel(true);
      }
    }
  }
}
