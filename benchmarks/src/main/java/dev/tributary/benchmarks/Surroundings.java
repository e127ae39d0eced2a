package dev.tributary.benchmarks;

import dev.tributary.Binding;
import dev.tributary.Body;
import dev.tributary.Message;
import dev.tributary.Outcome;
import dev.tributary.Outcome.Completed;
import dev.tributary.spi.Consumer;
import dev.tributary.spi.Producer;
import dev.tributary.spi.Producer.Listeners;
import dev.tributary.testing.MemoryBroker;
import dev.tributary.testing.MemoryTransport;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What stands around an application that is measured: a broker in memory, somebody who sends to
/// the exchange `source`, and somebody who takes what the application sends to its own.
final class Surroundings {
  static final String APPLICATION = "app";
  static final String SOURCE = "source";

  /// How many messages are sent at once.
  static final int MESSAGES = 1_000;

  private static final int BODY_BYTES = 1_024;

  final MemoryTransport transport = MemoryTransport.connect(new MemoryBroker());
  final Producer producer = transport.producer();
  private final List<Message> messages;
  private final Semaphore settled = new Semaphore(0);
  private final AtomicReference<@Nullable Outcome> unexpected = new AtomicReference<>();
  private final Consumer sink;
  private final Thread taking;

  /// @param prepared what is sent in place of a message of 1 KB
  Surroundings(UnaryOperator<Message> prepared) {
    messages = Stream.generate(Surroundings::message).limit(MESSAGES).map(prepared).toList();
    transport.declare("sink", List.of(new Binding(APPLICATION, "#")));
    sink = transport.consumer("sink", MESSAGES);
    taking = Thread.ofVirtual().start(this::takeAll);
  }

  private static Message message() {
    var body = Body.utf8("{\"title\":\"" + "x".repeat(BODY_BYTES) + "\"}");
    return Message.of("upsert.release", body).withHeader("provider", "one");
  }

  private void takeAll() {
    try {
      while (true) {
        sink.receive().ack();
      }
    } catch (InterruptedException ending) {
      Thread.currentThread().interrupt();
    }
  }

  /// Sends [#MESSAGES] and returns once all are settled.
  ///
  /// @throws IllegalStateException if one of them was not completed
  void sendAndAwait() throws InterruptedException {
    producer.send(SOURCE, messages, Listeners.REQUIRED);
    settled.acquire(MESSAGES);
    var other = unexpected.get();
    if (other != null) {
      throw new IllegalStateException("expected all messages to be completed, got: " + other);
    }
  }

  /// A message is settled.
  void settled(Outcome outcome) {
    if (!(outcome instanceof Completed)) {
      unexpected.set(outcome);
    }
    settled.release();
  }

  void close() throws InterruptedException {
    taking.interrupt();
    taking.join();
    sink.close();
    producer.close();
    transport.close();
  }
}
