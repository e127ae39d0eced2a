package dev.tributary.benchmarks;

import dev.tributary.Application;
import dev.tributary.Binding;
import dev.tributary.Body;
import dev.tributary.Extension;
import dev.tributary.Message;
import dev.tributary.Runner;
import dev.tributary.json.JsonSchema;
import dev.tributary.processors.ClaimCheck;
import dev.tributary.processors.Deduplication;
import dev.tributary.processors.FolderStore;
import dev.tributary.processors.LogContext;
import dev.tributary.processors.Selection;
import dev.tributary.processors.Timestamps;
import dev.tributary.spi.Consumer;
import dev.tributary.spi.Producer;
import dev.tributary.spi.Producer.Listeners;
import dev.tributary.testing.MemoryBroker;
import dev.tributary.testing.MemoryTransport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/// What a message costs in the framework, on a broker in memory: from its receipt to its
/// settlement, one result sent, with nothing done in the callback.
///
/// The bare limit is a loop over the same broker that starts a virtual thread per message, sends
/// one result and acknowledges.
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
public class DispatchBenchmark {
  private static final int MESSAGES = 1_000;
  private static final int CONCURRENCY = 32;
  private static final int BODY_BYTES = 1_024;

  /// A broker, somebody who sends to `source`, and somebody who listens to `app`.
  private static final class Surroundings implements AutoCloseable {
    final MemoryTransport transport = MemoryTransport.connect(new MemoryBroker());
    final Producer producer = transport.producer();
    final Semaphore settled = new Semaphore(0);
    final List<Message> messages = messages();
    private final Consumer sink;
    private final Thread sinking;

    Surroundings() {
      transport.declare("sink", List.of(new Binding("app", "#")));
      sink = transport.consumer("sink", MESSAGES);
      sinking = Thread.ofVirtual().start(this::sink);
    }

    private static List<Message> messages() {
      var body = Body.utf8("{\"title\":\"" + "x".repeat(BODY_BYTES) + "\"}");
      var messages = new ArrayList<Message>();
      for (var count = 0; count < MESSAGES; count++) {
        messages.add(Message.of("upsert.release", body).withHeader("provider", "one"));
      }
      return messages;
    }

    private void sink() {
      try {
        while (true) {
          sink.receive().ack();
        }
      } catch (InterruptedException ending) {
        Thread.currentThread().interrupt();
      }
    }

    void sendAndAwait() throws InterruptedException {
      producer.send("source", messages, Listeners.REQUIRED);
      settled.acquire(MESSAGES);
    }

    @Override
    public void close() {
      sinking.interrupt();
      sink.close();
      producer.close();
      transport.close();
    }
  }

  /// The framework, with one thing added.
  @State(Scope.Benchmark)
  public static class Framework {
    @Param({
      "nothing",
      "events",
      "timestamp",
      "selection",
      "log-context",
      "claim-check",
      "deduplication",
      "schema",
      "order"
    })
    String added;

    private Surroundings surroundings;
    private Runner runner;

    @Setup
    public void start() throws IOException {
      surroundings = new Surroundings();
      var application =
          Application.named("app")
              .consumes("source", "#")
              .concurrency(CONCURRENCY)
              .callback(message -> List.of(message))
              .onSettled((_, _) -> surroundings.settled.release());
      add(application);
      runner = Runner.start(surroundings.transport, List.of(application.build()));
    }

    private void add(Application.Builder application) throws IOException {
      if (!added.equals("events")) {
        application.unrecorded();
      }
      switch (added) {
        case "timestamp" -> application.preprocess(Timestamps.stamp("received_at"));
        case "selection" -> application.preprocess(Selection.include("provider", Set.of("one")));
        case "log-context" -> application.with(LogContext.standard());
        case "claim-check" -> application.with(claimCheck());
        case "deduplication" ->
            application.with(
                Deduplication.by(message -> String.valueOf(System.nanoTime()))
                    .remembering(10_000, Duration.ofHours(1)));
        case "schema" ->
            application.preprocess(
                JsonSchema.text(
                        """
                        {"type": "object", "required": ["title"],
                         "properties": {"title": {"type": "string"}}}
                        """)
                    .validate());
        case "order" -> application.orderedBy(Message::id);
        default -> application.concurrency(CONCURRENCY);
      }
    }

    /// Of bodies that are small: what it costs to look.
    private static Extension claimCheck() throws IOException {
      Path folder = Files.createTempDirectory("claims");
      return ClaimCheck.over(64 << 10).in(FolderStore.in(folder));
    }

    @TearDown
    public void stop() {
      runner.close();
      surroundings.close();
    }
  }

  /// The bare limit.
  @State(Scope.Benchmark)
  public static class Bare {
    private Surroundings surroundings;
    private Consumer consumer;
    private Thread receiver;

    @Setup
    public void start() {
      surroundings = new Surroundings();
      surroundings.transport.declare("bare", List.of(new Binding("source", "#")));
      consumer = surroundings.transport.consumer("bare", CONCURRENCY);
      receiver = Thread.ofVirtual().start(this::receive);
    }

    private void receive() {
      try {
        while (true) {
          var delivery = consumer.receive();
          Thread.startVirtualThread(
              () -> {
                try {
                  surroundings.producer.send(
                      "app", List.of(delivery.message()), Listeners.REQUIRED);
                  delivery.ack();
                  surroundings.settled.release();
                } catch (InterruptedException ending) {
                  Thread.currentThread().interrupt();
                }
              });
        }
      } catch (InterruptedException ending) {
        Thread.currentThread().interrupt();
      }
    }

    @TearDown
    public void stop() {
      receiver.interrupt();
      consumer.close();
      surroundings.close();
    }
  }

  @Benchmark
  @OperationsPerInvocation(MESSAGES)
  public void framework(Framework framework) throws InterruptedException {
    framework.surroundings.sendAndAwait();
  }

  @Benchmark
  @OperationsPerInvocation(MESSAGES)
  public void bare(Bare bare) throws InterruptedException {
    bare.surroundings.sendAndAwait();
  }
}
