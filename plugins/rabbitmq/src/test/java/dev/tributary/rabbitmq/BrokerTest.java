package dev.tributary.rabbitmq;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import dev.tributary.Binding;
import dev.tributary.Body;
import dev.tributary.Message;
import dev.tributary.spi.Consumer;
import dev.tributary.spi.Delivery;
import dev.tributary.spi.Producer.Listeners;
import dev.tributary.spi.Transport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/// What tests of this transport beside the contracts have: a transport, and a bare connection to
/// the same broker, which is another program to it.
@Timeout(120)
abstract class BrokerTest {
  static final List<Binding> SOURCE = List.of(new Binding("source", "#"));
  private static final Duration QUICK = Duration.ofSeconds(20);

  @RegisterExtension final TestBroker broker = new TestBroker();

  Transport transport;
  Channel bare;
  private Connection connection;
  private final List<AutoCloseable> open = new ArrayList<>();

  @BeforeEach
  void connect() throws Exception {
    broker.start();
    transport = broker.connect();
    var factory = new ConnectionFactory();
    factory.setUri(broker.node().uri());
    factory.setAutomaticRecoveryEnabled(false);
    connection = factory.newConnection("another program");
    bare = connection.createChannel();
  }

  @AfterEach
  void disconnect() throws Exception {
    for (var part : open.reversed()) {
      part.close();
    }
    transport.close();
    connection.abort();
    broker.stop();
  }

  /// `part`, which is closed at the end.
  <T extends AutoCloseable> T closedAtTheEnd(T part) {
    open.add(part);
    return part;
  }

  Consumer consume(String queue, int prefetch) {
    return closedAtTheEnd(transport.consumer(queue, prefetch));
  }

  void send(String exchange, Message... messages) throws InterruptedException {
    try (var producer = transport.producer()) {
      producer.send(exchange, List.of(messages), Listeners.REQUIRED);
    }
  }

  static Message message(String body) {
    return Message.of("a.b", Body.utf8(body));
  }

  static List<Message> messages(int count) {
    return IntStream.range(0, count).mapToObj(number -> message("" + number)).toList();
  }

  static String body(Delivery delivery) {
    return delivery.message().body().utf8();
  }

  static Delivery next(Consumer consumer) throws Exception {
    return receive(consumer, QUICK);
  }

  static void assertNothingComes(Consumer consumer) {
    assertThatThrownBy(() -> receive(consumer, Duration.ofMillis(300)))
        .isInstanceOf(TimeoutException.class);
  }

  private static Delivery receive(Consumer consumer, Duration patience) throws Exception {
    try (var thread = Executors.newVirtualThreadPerTaskExecutor()) {
      var received = thread.submit(consumer::receive);
      try {
        return received.get(patience.toMillis(), TimeUnit.MILLISECONDS);
      } finally {
        received.cancel(true);
      }
    }
  }
}
