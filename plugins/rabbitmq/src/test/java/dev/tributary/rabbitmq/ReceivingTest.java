package dev.tributary.rabbitmq;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.AMQP.BasicProperties;
import dev.tributary.Application;
import dev.tributary.Binding;
import dev.tributary.DeadLetter;
import dev.tributary.Message;
import dev.tributary.RetryPolicy;
import dev.tributary.Runner;
import dev.tributary.spi.Delivery;
import dev.tributary.spi.TransportException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/// Deliveries, and how they are settled.
final class ReceivingTest extends BrokerTest {
  @Test
  void whatAnotherProgramSentIsReadAsFarAsItGoes() throws Exception {
    transport.declare("app", SOURCE);
    var headers =
        Map.<String, Object>of(
            "text",
            "Ünïcode",
            "number",
            42,
            "large",
            9_000_000_000L,
            "truth",
            true,
            "bytes",
            new byte[] {1, -1},
            "table",
            Map.of("inner", "value"),
            "x-death",
            "made up",
            "tributary_attempt",
            "many");
    var properties = new BasicProperties.Builder().headers(headers).priority(3).build();

    bare.basicPublish("source", "upsert.thing", properties, "body".getBytes(UTF_8));
    bare.basicPublish("source", "upsert.thing", null, "body".getBytes(UTF_8));

    var consumer = consume("app", 10);
    var message = next(consumer).message();
    assertThat(message.headers())
        .containsOnly(
            Map.entry("text", "Ünïcode"),
            Map.entry("number", "42"),
            Map.entry("large", "9000000000"),
            Map.entry("truth", "true"),
            Map.entry("bytes", "01ff"),
            Map.entry("table", "{inner=value}"));
    assertThat(message.routingKey()).isEqualTo("upsert.thing");
    assertThat(message.attempt()).isEqualTo(1);
    assertThat(message.body().utf8()).isEqualTo("body");
    assertThat(next(consumer).message().headers()).isEmpty();
  }

  @Test
  void whatAnotherProgramSentKeepsItsIdWhenItIsDeliveredAgain() throws Exception {
    transport.declare("app", SOURCE);
    var properties = new BasicProperties.Builder().messageId("its own").build();
    bare.basicPublish("source", "a.b", null, "without id".getBytes(UTF_8));
    bare.basicPublish("source", "a.b", properties, "with id".getBytes(UTF_8));
    var consumer = consume("app", 2);

    var first = List.of(next(consumer), next(consumer));
    first.forEach(Delivery::requeue);

    var again = Set.of(next(consumer).message(), next(consumer).message());
    assertThat(again).extracting(Message::id).contains("its own", first.getFirst().message().id());
  }

  @Test
  void whatAnotherProgramSentBeyondOurLimitsIsTriedAgainAndSetAside() throws Exception {
    var limited = closedAtTheEnd(broker.connect(broker.options().withLargestBody(5_000)));
    limited.declare(DeadLetter.QUEUE, List.of(new Binding(DeadLetter.EXCHANGE, "#")));
    var body = "x".repeat(10_000);
    var policy = RetryPolicy.standard().on(Throwable.class, RetryPolicy.atMost(2));
    var application =
        Application.named("app")
            .consumes("source", "#")
            .retry(policy)
            .callback(
                message -> {
                  throw new IllegalStateException("attempt " + message.attempt());
                })
            .build();
    try (var _ = Runner.start(limited, List.of(application))) {
      bare.basicPublish("source", "upsert.thing", null, body.getBytes(UTF_8));

      var delivery = next(consume(DeadLetter.QUEUE, 1));
      var letter = DeadLetter.from(delivery.message());
      assertThat(letter.reason()).isEqualTo("attempt 2");
      assertThat(letter.message().body().utf8()).isEqualTo(body);
      delivery.ack();
    }
  }

  @Test
  void anotherProgramSendsUrgentMessagesToo() throws Exception {
    transport.declare("app", SOURCE);
    var urgent = new BasicProperties.Builder().headers(Map.of("priority", "urgent")).build();
    send("source", message("waits"));
    bare.basicPublish("source", "a.b", urgent, "overtakes".getBytes(UTF_8));
    await().until(() -> bare.messageCount("app.urgent") == 1);

    assertThat(body(next(consume("app", 10)))).isEqualTo("overtakes");
  }

  @Test
  void anUrgentMessageOvertakesWhatTheBrokerHasHandedOverAlready() throws Exception {
    transport.declare("app", SOURCE);
    send("source", messages(3).toArray(Message[]::new));
    var consumer = consume("app", 1);
    var first = next(consumer);
    send("source", message("urgent").withHeader(Message.PRIORITY, Message.URGENT));
    await().until(() -> bare.messageCount("app.urgent") == 0);
    first.ack();

    assertThat(body(next(consumer))).isEqualTo("urgent");
  }

  @Test
  void whatIsUrgentAndWhatIsNotShareThePrefetch() throws Exception {
    transport.declare("app", SOURCE);
    for (var message : messages(3)) {
      send("source", message, message.withHeader(Message.PRIORITY, Message.URGENT));
    }
    var consumer = consume("app", 4);

    var out = List.of(next(consumer), next(consumer), next(consumer), next(consumer));
    assertNothingComes(consumer);
    out.getFirst().ack();

    next(consumer).ack();
    assertThat(transport.depth("app")).isEqualTo(4);
  }

  @Test
  void settlementsInAnyOrderSettleJustWhatTheyWereAskedTo() throws Exception {
    transport.declare("app", SOURCE);
    send("source", messages(2_000).toArray(Message[]::new));
    var random = new Random(7);
    var kept = new HashSet<String>();
    try (var consumer = transport.consumer("app", 2_000);
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var out = new ArrayList<Delivery>();
      for (var count = 0; count < 2_000; count++) {
        out.add(next(consumer));
      }
      Collections.shuffle(out, random);
      for (var delivery : out) {
        if (random.nextInt(10) == 0) {
          kept.add(body(delivery));
        } else {
          threads.execute(delivery::ack);
        }
      }
    }

    var consumer = consume("app", 2_000);
    var again = new HashSet<String>();
    while (again.size() < kept.size()) {
      again.add(body(next(consumer)));
    }
    assertThat(again).isEqualTo(kept);
    assertNothingComes(consumer);
  }

  @Test
  void deliveriesOfALostConnectionSettleNothing() throws Exception {
    var cable = closedAtTheEnd(Cable.to(broker.node().uri()));
    var remote = closedAtTheEnd(broker.connect(RabbitOptions.of(cable.uri())));
    remote.declare("app", SOURCE);
    send("source", message("first"), message("second"));
    var lost = closedAtTheEnd(remote.consumer("app", 1));
    var first = next(lost);

    cable.pull();
    assertThatThrownBy(() -> next(lost)).hasRootCauseInstanceOf(Exception.class);

    assertThatThrownBy(lost::receive).isInstanceOf(TransportException.class);
    assertThatThrownBy(first::ack).isInstanceOf(TransportException.class);
    assertThatThrownBy(first::requeue).isInstanceOf(TransportException.class);
    var consumer = closedAtTheEnd(remote.consumer("app", 2));
    // The first delivery of the new channel has the number of the one that was lost.
    assertThatThrownBy(first::ack).isInstanceOf(TransportException.class);
    assertThat(Set.of(body(next(consumer)), body(next(consumer))))
        .containsExactlyInAnyOrder("first", "second");
    lost.close();
    assertThat(remote.depth("app")).isEqualTo(2);
  }

  @Test
  void whatIsDeliveredAgainAndAgainEndsAsADeadLetter() throws Exception {
    var limited = closedAtTheEnd(broker.connect(broker.options().withDeliveryLimit(3)));
    limited.declare(DeadLetter.QUEUE, List.of(new Binding(DeadLetter.EXCHANGE, "#")));
    limited.declare("app", SOURCE);
    var poison = message("poison").withHeader("provider", "one");
    send("source", poison);
    for (var count = 0; count < 4; count++) {
      try (var consumer = limited.consumer("app", 1)) {
        assertThat(next(consumer).message()).isEqualTo(poison);
      }
    }

    var delivery = next(consume(DeadLetter.QUEUE, 1));
    var letter = DeadLetter.from(delivery.message());
    assertThat(letter.message()).isEqualTo(poison);
    assertThat(letter.application()).isEqualTo("app");
    assertThat(letter.reason()).contains("delivered again and again and never settled");
    delivery.ack();
    assertThat(transport.depth("app")).isZero();
  }

  @Test
  void onlyWhatSomebodyReceivedCountsAsDelivered() throws Exception {
    transport.declare("app", SOURCE);
    send("source", messages(2).toArray(Message[]::new));
    for (var count = 0; count < 3; count++) {
      try (var _ = transport.consumer("app", 2)) {
        await("both are handed over").until(() -> bare.messageCount("app") == 0);
      }
    }

    try (var consumer = transport.consumer("app", 2)) {
      assertThat(List.of(next(consumer), next(consumer))).allMatch(it -> it.count() == 1);
    }

    var consumer = consume("app", 2);
    assertThat(List.of(next(consumer), next(consumer))).allMatch(it -> it.count() == 2);
  }

  @Test
  void whatIsUrgentHasADeliveryLimitToo() throws Exception {
    var limited = closedAtTheEnd(broker.connect(broker.options().withDeliveryLimit(1)));
    limited.declare(DeadLetter.QUEUE, List.of(new Binding(DeadLetter.EXCHANGE, "#")));
    limited.declare("app", SOURCE);
    send("source", message("poison").withHeader(Message.PRIORITY, Message.URGENT));
    for (var count = 0; count < 2; count++) {
      try (var consumer = limited.consumer("app", 1)) {
        next(consumer);
      }
    }

    var delivery = next(consume(DeadLetter.QUEUE, 1));
    assertThat(DeadLetter.from(delivery.message()).application()).isEqualTo("app");
    delivery.ack();
  }
}
