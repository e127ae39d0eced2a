package dev.tributary.rabbitmq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tributary.Message;
import dev.tributary.spi.Producer;
import dev.tributary.spi.Producer.Listeners;
import dev.tributary.spi.Transport.Lifetime;
import dev.tributary.spi.TransportException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// A broker that dies.
final class BrokerLossTest extends BrokerTest {
  private static final Duration PAUSE = Duration.ofMillis(100);

  @Test
  @Tag("long") // RabbitMQ 3.10 sometimes needs another start after it was killed
  void whatAKilledBrokerHadConfirmedIsThereWhenItStartsAgain() throws Exception {
    transport.declare("app", SOURCE);
    var producer = closedAtTheEnd(transport.producer());
    Set<String> confirmed = ConcurrentHashMap.newKeySet();
    var sending = new AtomicBoolean(true);
    var sender =
        Thread.ofVirtual()
            .start(
                () -> {
                  for (var number = 0; sending.get(); number++) {
                    if (isSent(producer, message("" + number))) {
                      confirmed.add("" + number);
                    }
                  }
                });
    await().until(() -> confirmed.size() > 100);

    broker.node().own().killAndStart();
    var before = confirmed.size();
    await().atMost(Duration.ofSeconds(30)).until(() -> confirmed.size() > before + 100);
    sending.set(false);
    sender.join();

    var consumer = consume("app", 100);
    var received = new HashSet<String>();
    while (!received.containsAll(confirmed)) {
      var delivery = next(consumer);
      received.add(body(delivery));
      delivery.ack();
    }
    assertThat(received).containsAll(confirmed);
  }

  private static boolean isSent(Producer producer, Message message) {
    try {
      producer.send("source", List.of(message), Listeners.REQUIRED);
      return true;
    } catch (TransportException | InterruptedException _) {
      // Whoever sends is to give a broker that is away some time.
      LockSupport.parkNanos(PAUSE.toNanos());
      return false;
    }
  }

  @Test
  void aTemporaryQueueIsMadeAnewByDeclaringItAgain() throws Exception {
    var cable = closedAtTheEnd(Cable.to(broker.node().uri()));
    var remote = closedAtTheEnd(broker.connect(RabbitOptions.of(cable.uri())));
    remote.declare("trial", SOURCE, Lifetime.TEMPORARY);
    send("source", message("lost with it"));

    cable.pull();
    await().untilAsserted(() -> remote.declare("trial", SOURCE, Lifetime.TEMPORARY));

    send("source", message("after"));
    var consumer = closedAtTheEnd(remote.consumer("trial", 1));
    assertThat(body(next(consumer))).isEqualTo("after");
  }
}
