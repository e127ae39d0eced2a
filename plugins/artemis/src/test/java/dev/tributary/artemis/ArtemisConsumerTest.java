package dev.tributary.artemis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tributary.Binding;
import dev.tributary.Body;
import dev.tributary.Message;
import dev.tributary.spi.Consumer;
import dev.tributary.spi.Producer.Listeners;
import dev.tributary.spi.Transport;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What an [ArtemisConsumer] does beyond what every transport does.
@Timeout(60)
final class ArtemisConsumerTest {
  private static final int MESSAGES = 200;

  @TempDir private Path folder;
  private EmbeddedBroker broker;
  private Transport transport;

  @BeforeEach
  void start() {
    broker = EmbeddedBroker.start(folder);
    transport = ArtemisTransport.connect(broker);
    transport.declare("app", List.of(new Binding("source", "#")));
  }

  @AfterEach
  void stop() {
    transport.close();
    broker.close();
  }

  @Test
  void stoppedItGivesBackWhatItDidNotReceiveOnceTheRestIsSettled() throws Exception {
    send(messages());
    try (var stopped = transport.consumer("app", MESSAGES)) {
      var first = stopped.receive();
      var second = stopped.receive();

      stopped.stop();
      first.ack();
      second.retryAfter(second.message(), Duration.ofHours(1));

      try (var consumer = transport.consumer("app", MESSAGES)) {
        for (var count = 2; count < MESSAGES; count++) {
          consumer.receive().ack();
        }
      }
      assertThat(transport.depth("app")).as("the retry").isEqualTo(1);
    }
  }

  @Test
  void stoppedWithNothingToSettleItGivesBackAtOnce() throws Exception {
    send(messages());
    try (var stopped = transport.consumer("app", MESSAGES);
        var consumer = transport.consumer("app", MESSAGES)) {
      stopped.stop();

      for (var count = 0; count < MESSAGES; count++) {
        consumer.receive().ack();
      }
    }
  }

  @Test
  void oneWithLittleToDoLeavesTheRestToOthers() throws Exception {
    try (var busy = transport.consumer("app", 1);
        var other = transport.consumer("app", 1)) {
      send(messages());
      var held = busy.receive();

      var receivedByOther = new CopyOnWriteArrayList<String>();
      var reader = Thread.startVirtualThread(() -> receiveAll(other, receivedByOther));
      await().until(() -> receivedByOther.size() > MESSAGES * 9 / 10);

      reader.interrupt();
      reader.join();
      held.ack();
    }
  }

  private static void receiveAll(Consumer consumer, List<String> received) {
    try {
      while (true) {
        var delivery = consumer.receive();
        received.add(delivery.message().id());
        delivery.ack();
      }
    } catch (InterruptedException enough) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void headersThatMeanSomethingToTheBrokerMeanNothingAsAnApplicationsOwn() throws Exception {
    var headers =
        Map.of(
            "_AMQ_SCHED_DELIVERY", "9999999999999",
            "_AMQ_DUPL_ID", "twice",
            "_AMQ_ROUTING_TYPE", "1",
            "JMSReplyTo", "nobody");
    var message = Message.of("a", Body.empty());
    for (var header : headers.entrySet()) {
      message = message.withHeader(header.getKey(), header.getValue());
    }

    send(List.of(message, message));

    try (var consumer = transport.consumer("app", 2)) {
      assertThat(consumer.receive().message().headers()).isEqualTo(headers);
      assertThat(consumer.receive().message().headers()).isEqualTo(headers);
    }
  }

  private static List<Message> messages() {
    return IntStream.range(0, MESSAGES)
        .mapToObj(index -> Message.of("a.b", Body.utf8("message " + index)))
        .toList();
  }

  private void send(List<Message> messages) throws InterruptedException {
    try (var producer = transport.producer()) {
      producer.send("source", messages, Listeners.REQUIRED);
    }
  }
}
