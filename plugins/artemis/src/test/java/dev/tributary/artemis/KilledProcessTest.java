package dev.tributary.artemis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.tributary.Binding;
import dev.tributary.Body;
import dev.tributary.Message;
import dev.tributary.artemis.KilledProcess.Task;
import dev.tributary.spi.Consumer;
import dev.tributary.spi.Producer;
import dev.tributary.spi.Producer.Listeners;
import dev.tributary.spi.TransportException;
import dev.tributary.spi.UnroutableException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What `kill -9` leaves behind.
@Timeout(60)
final class KilledProcessTest {
  /// Much less than the silence after which the broker takes a process for dead.
  private static final Duration SOON = Duration.ofSeconds(5);

  @TempDir private Path folder;

  @Test
  void whatAKilledClientHeldIsFreeSoon() throws Exception {
    try (var broker = EmbeddedBroker.listening(folder, 0);
        var transport = ArtemisTransport.connect(broker);
        var producer = transport.producer()) {
      transport.declare("app", List.of(new Binding("source", "#")));
      send(producer, "source", "unsettled");
      try (var _ = KilledProcess.start(Task.CLIENT, folder)) {
        send(producer, "trials", "to the temporary queue");
      }

      try (var consumer = transport.consumer("app", 1)) {
        assertThat(receive(consumer)).isEqualTo("unsettled");
      }
      await()
          .atMost(SOON)
          .untilAsserted(
              () ->
                  assertThatThrownBy(() -> send(producer, "trials", "to nobody"))
                      .isInstanceOf(UnroutableException.class));
    }
  }

  @Test
  void aBrokerThatIsKilledAndStartedAgainIsFoundAgainWithAllThatItConfirmed() throws Exception {
    try (var broker = KilledProcess.start(Task.BROKER, folder);
        var transport = ArtemisTransport.join(folder);
        var producer = transport.producer()) {
      transport.declare("app", List.of(new Binding("source", "#")));
      send(producer, "source", "before");
      try (var consumer = transport.consumer("app", 1)) {
        assertThat(receive(consumer)).isEqualTo("before");

        broker.kill();

        assertThatThrownBy(() -> receive(consumer)).hasCauseInstanceOf(TransportException.class);
      }
      assertThatThrownBy(() -> send(producer, "source", "meanwhile"))
          .isInstanceOf(TransportException.class)
          .hasMessageContaining("no broker answers");

      try (var _ = KilledProcess.start(Task.BROKER, folder);
          var consumer = transport.consumer("app", 1)) {
        send(producer, "source", "after");
        assertThat(transport.depth("app")).isEqualTo(2);
        assertThat(receive(consumer)).isEqualTo("before");
      }
    }
  }

  private static void send(Producer producer, String exchange, String body)
      throws InterruptedException {
    producer.send(exchange, List.of(Message.of("a", Body.utf8(body))), Listeners.REQUIRED);
  }

  private static String receive(Consumer consumer) throws Exception {
    try (var thread = Executors.newVirtualThreadPerTaskExecutor()) {
      var received = thread.submit(consumer::receive);
      try {
        return received.get(SOON.toMillis(), TimeUnit.MILLISECONDS).message().body().utf8();
      } finally {
        received.cancel(true);
      }
    }
  }
}
