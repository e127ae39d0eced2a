package dev.tributary.rabbitmq;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.AMQP.BasicProperties;
import dev.tributary.Binding;
import dev.tributary.Message;
import dev.tributary.spi.Transport.Lifetime;
import dev.tributary.spi.TransportException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Messages that wait to be tried again.
final class RetriesTest extends BrokerTest {
  private static final int MANY = 1_000;
  private static final String RUNG = "app.retry.4096s";

  @Test
  void aMessageGoesRoundAsOftenAsItIsTriedAgain() throws Exception {
    transport.declare("app", SOURCE);
    var message = message("round and round").withHeader("provider", "one");
    send("source", message);
    var consumer = consume("app", 1);

    for (var attempt = 0; attempt < 5; attempt++) {
      var delivery = next(consumer);
      assertThat(delivery.message()).isEqualTo(message);
      delivery.retryAfter(delivery.message(), Duration.ofMillis(5));
    }

    next(consumer).ack();
    assertThat(transport.depth("app")).isZero();
  }

  @Test
  void whatTheBrokerNotesOnTheWayIsNotSentOn() throws Exception {
    transport.declare("app", SOURCE);
    transport.declare("next", List.of(new Binding("app", "#")));
    send("source", message("noted"));
    var consumer = consume("app", 1);
    var first = next(consumer);
    first.retryAfter(first.message(), Duration.ofMillis(5));
    var second = next(consumer);
    second.requeue();

    var third = next(consumer);
    assertThat(third.message().headers()).isEmpty();
    send("app", third.message());

    var sent = bare.basicGet("next", true).getProps().getHeaders();
    // The last one is that of the queue we have it from.
    assertThat(sent).containsOnlyKeys("tributary_originated_at", "x-delivery-count");
  }

  @Test
  void oneThatWaitsLongHoldsUpNoneThatWaitsShort() throws Exception {
    transport.declare("app", SOURCE);
    send("source", message("long"), message("short"), message("none"));
    var consumer = consume("app", 3);
    next(consumer).retryAfter(message("long"), Duration.ofMinutes(30));
    next(consumer).retryAfter(message("short"), Duration.ofMillis(100));
    next(consumer).retryAfter(message("none"), Duration.ZERO);

    assertThat(body(next(consumer))).isEqualTo("none");
    assertThat(body(next(consumer))).isEqualTo("short");
  }

  @Test
  void oneOfTheSameRungIsHeldUpForNoLongerThanTheRungIsLong() throws Exception {
    transport.declare("app", SOURCE);
    send("source", message("first"), message("second"));
    var consumer = consume("app", 2);
    next(consumer).retryAfter(message("first"), Duration.ofSeconds(2));
    var before = Instant.now();
    next(consumer).retryAfter(message("second"), Duration.ofMillis(1_100));

    assertThat(body(next(consumer))).isEqualTo("first");
    assertThat(body(next(consumer))).isEqualTo("second");
    assertThat(Duration.between(before, Instant.now()))
        .isBetween(Duration.ofMillis(1_100), Duration.ofSeconds(4));
  }

  @Test
  void whatIsNotDueYetTakesAnotherTurn() throws Exception {
    transport.declare("app", SOURCE);
    var due = Instant.now().plusSeconds(2);
    var headers =
        new HashMap<String, Object>(Map.of("tributary_due", due.toString(), "own", "kept"));
    var properties = new BasicProperties.Builder().messageId("turning").headers(headers).build();
    bare.basicPublish("", "app", properties, "body".getBytes(UTF_8));

    var message = next(consume("app", 1)).message();

    assertThat(Instant.now()).isAfterOrEqualTo(due);
    assertThat(message.id()).isEqualTo("turning");
    assertThat(message.headers()).isEqualTo(Map.of("own", "kept"));
  }

  @Test
  void whoeverIsClosedWhileMessagesTakeAnotherTurnLeavesEachOnce() throws Exception {
    transport.declare("app", SOURCE);
    var due = Instant.now().plus(Duration.ofDays(1)).toString();
    var ids = IntStream.range(0, MANY).mapToObj(Integer::toString).toList();
    for (var id : ids) {
      var headers = Map.<String, Object>of("tributary_due", due);
      var properties = new BasicProperties.Builder().messageId(id).headers(headers).build();
      bare.basicPublish("", "app", properties, "body".getBytes(UTF_8));
    }
    await().until(() -> bare.messageCount("app") == MANY);

    try (var thread = Executors.newVirtualThreadPerTaskExecutor()) {
      var consumer = consume("app", MANY);
      var receiving = thread.submit(consumer::receive);
      await("the first wait again")
          .pollInterval(Duration.ofMillis(1))
          .until(() -> bare.messageCount(RUNG) > 0);
      consumer.close();
      assertThatThrownBy(receiving::get).hasCauseInstanceOf(TransportException.class);
    }

    var left = new ArrayList<String>();
    await()
        .until(
            () -> {
              take("app", left);
              take(RUNG, left);
              return left.containsAll(ids);
            });
    take(RUNG, left);
    assertThat(left).doesNotHaveDuplicates();
  }

  /// Takes all messages out of `part`, and puts their ids into `ids`.
  private void take(String part, List<String> ids) throws IOException {
    for (var got = bare.basicGet(part, true); got != null; got = bare.basicGet(part, true)) {
      ids.add(got.getProps().getMessageId());
    }
  }

  @Test
  void anUrgentMessageIsUrgentWhenItIsTriedAgain() throws Exception {
    transport.declare("app", SOURCE);
    var urgent = message("urgent").withHeader(Message.PRIORITY, Message.URGENT);
    send("source", urgent);
    var consumer = consume("app", 1);

    next(consumer).retryAfter(urgent, Duration.ofMillis(5));

    var again = next(consumer);
    assertThat(again.message()).isEqualTo(urgent);
    again.retryAfter(urgent, Duration.ofMillis(5));
    consumer.close();
    await().until(() -> bare.messageCount("app.urgent") == 1);
  }

  @Test
  void aTemporaryQueueHasRetriesToo() throws Exception {
    transport.declare("trial", SOURCE, Lifetime.TEMPORARY);
    send("source", message("again"));
    var consumer = consume("trial", 1);
    next(consumer).retryAfter(message("again"), Duration.ofMillis(50));

    assertThat(body(next(consumer))).isEqualTo("again");
  }

  @Test
  void aRetryThatHasNowhereToWaitIsNotLost() throws Exception {
    transport.declare("app", SOURCE);
    send("source", message("kept"));
    var consumer = consume("app", 1);
    var delivery = next(consumer);
    bare.queueDelete("app.retry.1s");

    assertThatThrownBy(() -> delivery.retryAfter(delivery.message(), Duration.ofMillis(5)))
        .isInstanceOf(TransportException.class)
        .hasMessage("the delay queues of app are gone; declare it again");

    delivery.requeue();
    assertThat(body(next(consumer))).isEqualTo("kept");
  }
}
