package dev.tributary.rabbitmq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.impl.ContentHeaderPropertyWriter;
import dev.tributary.Binding;
import dev.tributary.Body;
import dev.tributary.Message;
import dev.tributary.rabbitmq.RabbitOptions.Timeouts;
import dev.tributary.spi.Producer;
import dev.tributary.spi.Producer.Listeners;
import dev.tributary.spi.TransportException;
import dev.tributary.spi.UnroutableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/// What becomes of messages on their way to the broker.
final class SendingTest extends BrokerTest {
  @Test
  void onlyTheMessageThatHasNoQueueIsUnroutable() throws Exception {
    transport.declare("app", List.of(new Binding("source", "known.#")));
    var producer = closedAtTheEnd(transport.producer());
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> known = new ArrayList<>();
      List<Future<?>> unknown = new ArrayList<>();
      for (var count = 0; count < 200; count++) {
        known.add(threads.submit(() -> sendOne(producer, "known.thing")));
        unknown.add(threads.submit(() -> sendOne(producer, "unknown.thing")));
      }

      for (var send : known) {
        assertThatCode(send::get).doesNotThrowAnyException();
      }
      for (var send : unknown) {
        assertThatThrownBy(send::get)
            .hasCauseInstanceOf(UnroutableException.class)
            .hasMessageContaining("exchange \"source\" for routing key \"unknown.thing\"");
      }
    }
    assertThat(transport.depth("app")).isEqualTo(200);
  }

  private static Message sendOne(Producer producer, String routingKey) throws InterruptedException {
    var message = Message.of(routingKey, Body.empty());
    producer.send("source", List.of(message), Listeners.REQUIRED);
    return message;
  }

  @Test
  void moreMessagesThanMayBeUnconfirmedAtOnceAreSentInOneGo() throws Exception {
    transport.declare("app", SOURCE);

    send("source", messages(20_000).toArray(Message[]::new));

    assertThat(transport.depth("app")).isEqualTo(20_000);
  }

  @Test
  void oneThatTheBrokerCannotTakeHarmsNoOther() throws Exception {
    transport.declare("app", SOURCE);
    var producer = closedAtTheEnd(transport.producer());
    var long_ = message("long").withHeader("long", "x".repeat(200_000));

    assertThatThrownBy(() -> producer.send("source", List.of(long_), Listeners.REQUIRED))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("put what is long into the body");

    producer.send("source", List.of(message("short")), Listeners.REQUIRED);
    assertThat(transport.depth("app")).isEqualTo(1);
  }

  @Test
  void headersThatJustFitAreTaken() throws Exception {
    transport.declare("app", SOURCE);
    var sent = message("just fits").withHeader("long", "x".repeat(84_500));
    var retried = sent.withHeader("long", "x".repeat(126_800));

    send("source", sent);
    var consumer = consume("app", 1);
    next(consumer).retryAfter(retried, Duration.ofMillis(1));

    assertThat(next(consumer).message()).isEqualTo(retried);
  }

  @Test
  void allWhoWaitAreToldWhenTheConnectionIsLostAndTheNextMakesAnother() throws Exception {
    var cable = closedAtTheEnd(Cable.to(broker.node().uri()));
    transport.declare("app", SOURCE);
    var options = RabbitOptions.of(cable.uri());
    var remote = closedAtTheEnd(broker.connect(options));
    var producer = closedAtTheEnd(remote.producer());
    producer.send("source", List.of(message("before")), Listeners.REQUIRED);

    cable.block();
    var sends = messages(50).stream().map(message -> sendingOf(producer, message)).toList();
    await().until(() -> sends.stream().allMatch(Sending::isWaitingForItsAnswer));
    cable.pull();
    cable.unblock();

    for (var send : sends) {
      assertThat(send.future())
          .failsWithin(Duration.ofSeconds(10))
          .withThrowableThat()
          .withCauseInstanceOf(TransportException.class);
    }
    producer.send("source", List.of(message("after")), Listeners.REQUIRED);
  }

  /// A message that is being sent, and the thread that does it.
  private record Sending(CompletableFuture<Void> future, Thread thread) {
    /// With a channel open, a sender waits for nothing else, but for a moment for a lock.
    boolean isWaitingForItsAnswer() {
      return thread.getState() == Thread.State.WAITING;
    }
  }

  private static Sending sendingOf(Producer producer, Message message) {
    var future = new CompletableFuture<Void>();
    var thread =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    producer.send("source", List.of(message), Listeners.REQUIRED);
                    future.complete(null);
                  } catch (InterruptedException | RuntimeException failure) {
                    future.completeExceptionally(failure);
                  }
                });
    return new Sending(future, thread);
  }

  @Test
  void whoCannotBeWrittenForWantOfMemoryIsToldAtOnceAndTheNextIsSent() throws Exception {
    transport.declare("app", SOURCE);
    var link = closedAtTheEnd(new Link(broker.options(), "short of memory", () -> {}));
    var publisher = closedAtTheEnd(new Publisher(link, Duration.ofMinutes(5)));
    var short_ =
        new BasicProperties() {
          @Override
          public void writePropertiesTo(ContentHeaderPropertyWriter writer) {
            throw new OutOfMemoryError("somebody else took it");
          }
        };

    assertThatThrownBy(() -> publisher.channel().publish(List.of(withProperties(short_))))
        .isInstanceOf(TransportException.class)
        .hasMessageContaining("the channel is lost")
        .hasMessageContaining("somebody else took it");

    publisher.channel().publish(List.of(withProperties(new BasicProperties())));
    assertThat(transport.depth("app")).isEqualTo(1);
  }

  private static Publication withProperties(BasicProperties properties) {
    return new Publication("source", "a.b", true, properties, new byte[0]);
  }

  @Test
  void aNetworkThatGoesSilentIsNoticedByItsHeartbeat() throws Exception {
    var cable = closedAtTheEnd(Cable.to(broker.node().uri()));
    var options = RabbitOptions.of(cable.uri()).withHeartbeat(Duration.ofSeconds(1));
    var remote = closedAtTheEnd(broker.connect(options));
    remote.declare("app", SOURCE);
    var producer = closedAtTheEnd(remote.producer());
    producer.send("source", List.of(message("before")), Listeners.REQUIRED);

    cable.block();

    assertThat(sendingOf(producer, message("into nowhere")).future())
        .failsWithin(Duration.ofSeconds(10))
        .withThrowableThat()
        .withMessageContaining("the channel is lost");
    cable.unblock();
    producer.send("source", List.of(message("after")), Listeners.REQUIRED);
  }

  @Test
  void whatIsNotConfirmedInTimeFails() throws Exception {
    var cable = closedAtTheEnd(Cable.to(broker.node().uri()));
    var second = Duration.ofSeconds(1);
    var options =
        RabbitOptions.of(cable.uri())
            .withTimeouts(new Timeouts(Duration.ofSeconds(5), Duration.ofSeconds(5), second));
    var remote = closedAtTheEnd(broker.connect(options));
    remote.declare("app", SOURCE);
    var producer = closedAtTheEnd(remote.producer());
    producer.send("source", List.of(message("before")), Listeners.REQUIRED);

    cable.block();

    assertThatThrownBy(() -> producer.send("source", List.of(message("late")), Listeners.REQUIRED))
        .isInstanceOf(TransportException.class)
        .hasMessageContaining("the broker did not confirm 1 of 1 messages")
        .hasMessageContaining("exchange \"source\" and routing key \"a.b\" within 1000 ms");
    cable.unblock();
    producer.send("source", List.of(message("after")), Listeners.REQUIRED);
  }

  @Test
  void aSenderThatIsInterruptedLeavesTheConnectionToTheOthers() throws Exception {
    var cable = closedAtTheEnd(Cable.to(broker.node().uri()));
    var remote = closedAtTheEnd(broker.connect(RabbitOptions.of(cable.uri())));
    remote.declare("app", SOURCE);
    var producer = closedAtTheEnd(remote.producer());
    producer.send("source", List.of(message("before")), Listeners.REQUIRED);
    var interrupted = new CountDownLatch(1);

    cable.block();
    // More than the socket's buffers hold, so that whoever writes has to wait.
    var large = Message.of("a.b", Body.of(new byte[12 << 20]));
    var sender =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    producer.send("source", List.of(large), Listeners.REQUIRED);
                  } catch (InterruptedException expected) {
                    interrupted.countDown();
                  }
                });
    await().until(() -> sender.getState() == Thread.State.WAITING);
    sender.interrupt();
    interrupted.await();
    cable.unblock();

    producer.send("source", List.of(message("after")), Listeners.REQUIRED);
    assertThat(transport.depth("app")).isEqualTo(3);
  }

  @Test
  void aBrokerThatIsLowOnMemoryIsWaitedForAndThenNamed() throws Exception {
    transport.declare("app", SOURCE);
    send("source", message("acknowledged meanwhile"));
    var second = Duration.ofSeconds(1);
    var options =
        broker
            .options()
            .withTimeouts(new Timeouts(Duration.ofSeconds(5), Duration.ofSeconds(5), second));
    var impatient = closedAtTheEnd(broker.connect(options));
    var consumer = closedAtTheEnd(impatient.consumer("app", 1));
    var producer = closedAtTheEnd(impatient.producer());
    producer.send("source", List.of(message("before")), Listeners.REQUIRED);

    broker.node().own().control("set_vm_memory_high_watermark", "0.000001");
    try {
      assertThatThrownBy(
              () -> producer.send("source", List.of(message("late")), Listeners.REQUIRED))
          .isInstanceOf(TransportException.class)
          .hasMessageContaining("it takes no messages until it has memory and disk again");
      // Acknowledgements are not stuck behind the messages.
      next(consumer).ack();
      assertThat(body(next(consumer))).isEqualTo("before");
    } finally {
      broker.node().own().control("set_vm_memory_high_watermark", "0.4");
    }

    await()
        .untilAsserted(
            () -> producer.send("source", List.of(message("after")), Listeners.REQUIRED));
  }
}
