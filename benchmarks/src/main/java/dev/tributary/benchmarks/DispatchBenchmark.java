package dev.tributary.benchmarks;

import dev.tributary.Application;
import dev.tributary.Binding;
import dev.tributary.Body;
import dev.tributary.Message;
import dev.tributary.Outcome.Completed;
import dev.tributary.Runner;
import dev.tributary.Settings;
import dev.tributary.Settings.Source;
import dev.tributary.json.JsonSchema;
import dev.tributary.metrics.MetricsPlugin;
import dev.tributary.processors.ClaimCheck;
import dev.tributary.processors.Deduplication;
import dev.tributary.processors.FolderStore;
import dev.tributary.processors.LogContext;
import dev.tributary.processors.Selection;
import dev.tributary.processors.Timestamps;
import dev.tributary.spi.Consumer;
import dev.tributary.spi.Delivery;
import dev.tributary.spi.Producer.Listeners;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
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

/// What a message of 1 KB costs in the framework, on a broker in memory: from its sending to its
/// settlement, one result sent, with nothing done in the callback.
///
/// The bare limit is a loop over the same broker that starts a virtual thread for each message,
/// sends one result and acknowledges.
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
public class DispatchBenchmark {
  private static final int CONCURRENCY = 32;

  /// What is added to an application that records nothing and has no processors.
  public enum Added {
    NOTHING,
    EVENTS,
    METRICS,
    TIMESTAMP,
    SELECTION,
    LOG_CONTEXT,
    DEDUPLICATION,
    SCHEMA,
    TYPED_BODY,
    CLAIM_CHECK_BELOW,
    CLAIM_CHECK_ABOVE
  }

  /// A body as its type.
  record Titled(String title) {}

  /// The framework, with one thing added.
  @State(Scope.Benchmark)
  @SuppressWarnings("NullAway.Init") // JMH fills it in
  public static class Framework {
    @Param Added added;

    private final AtomicLong count = new AtomicLong();
    private final MetricsPlugin metrics = new MetricsPlugin();
    private Path folder;
    private Surroundings surroundings;
    private Runner runner;

    @Setup
    public void start() throws IOException {
      folder = Files.createTempDirectory("dispatch-benchmark-");
      var store = FolderStore.in(folder);
      surroundings =
          new Surroundings(
              message -> added == Added.CLAIM_CHECK_ABOVE ? checkedIn(message, store) : message);
      var application =
          Application.named(Surroundings.APPLICATION)
              .consumes(Surroundings.SOURCE, "#")
              .concurrency(CONCURRENCY)
              .callback(message -> List.of(message));
      add(application, store);
      application.onSettled((_, outcome) -> surroundings.settled(outcome));
      runner = Runner.start(surroundings.transport, List.of(application.build()));
    }

    private void add(Application.Builder application, FolderStore store) {
      if (added != Added.EVENTS) {
        application.unrecorded();
      }
      switch (added) {
        case NOTHING, EVENTS -> {}
        case METRICS -> metrics.install(application, startMetrics());
        case TIMESTAMP -> application.preprocess(Timestamps.stamp("received_at"));
        case SELECTION -> application.preprocess(Selection.include("provider", Set.of("one")));
        case LOG_CONTEXT -> application.with(LogContext.standard());
        case DEDUPLICATION -> application.with(neverTheSame());
        case SCHEMA -> application.preprocess(schema().validate());
        case TYPED_BODY ->
            application
                .sends(Titled.class, "upsert.release")
                .callback(Titled.class, titled -> List.of(titled));
        case CLAIM_CHECK_BELOW -> application.with(ClaimCheck.over(64 << 10).in(store));
        case CLAIM_CHECK_ABOVE ->
            application.callback(this::another).with(ClaimCheck.over(512).in(store));
      }
    }

    private Settings startMetrics() {
      var port = new Source("this benchmark", Map.of("metrics.port", "0"), true);
      var settings = Settings.resolve(metrics.settings(), List.of(port));
      metrics.start(settings);
      return settings;
    }

    /// By id and content, and as if each were new: the same messages come again and again.
    private Deduplication neverTheSame() {
      var idAndContent = Deduplication.byIdAndContent().function();
      return Deduplication.by(message -> idAndContent.apply(message) + count.incrementAndGet())
          .remembering(10_000, Duration.ofHours(1));
    }

    private static JsonSchema schema() {
      return JsonSchema.text(
          """
          {"type": "object", "required": ["title"], "properties": {"title": {"type": "string"}}}
          """);
    }

    /// A body that no store has seen, so that it is written and forced to the disk.
    private List<Message> another(Message message) {
      var body = Body.utf8(message.body().utf8() + count.incrementAndGet());
      return List.of(message.with(message.routingKey(), body));
    }

    private static Message checkedIn(Message message, FolderStore store) {
      try {
        return message
            .with(message.routingKey(), Body.empty())
            .withHeader(ClaimCheck.HEADER, store.put(message.body()));
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      }
    }

    @TearDown
    public void stop() throws IOException, InterruptedException {
      runner.close();
      surroundings.close();
      try (var files = Files.walk(folder)) {
        for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  /// The bare limit.
  @State(Scope.Benchmark)
  @SuppressWarnings("NullAway.Init") // JMH fills it in
  public static class Bare {
    private Surroundings surroundings;
    private Consumer consumer;
    private Thread receiver;

    @Setup
    public void start() {
      surroundings = new Surroundings(message -> message);
      surroundings.transport.declare("bare", List.of(new Binding(Surroundings.SOURCE, "#")));
      consumer = surroundings.transport.consumer("bare", CONCURRENCY);
      receiver = Thread.ofVirtual().start(this::receive);
    }

    private void receive() {
      try {
        while (true) {
          var delivery = consumer.receive();
          Thread.startVirtualThread(() -> handOn(delivery));
        }
      } catch (InterruptedException ending) {
        Thread.currentThread().interrupt();
      }
    }

    private void handOn(Delivery delivery) {
      try {
        var results = List.of(delivery.message());
        surroundings.producer.send(Surroundings.APPLICATION, results, Listeners.REQUIRED);
        delivery.ack();
        surroundings.settled(new Completed(results, List.of()));
      } catch (InterruptedException ending) {
        Thread.currentThread().interrupt();
      }
    }

    @TearDown
    public void stop() throws InterruptedException {
      receiver.interrupt();
      receiver.join();
      consumer.close();
      surroundings.close();
    }
  }

  @Benchmark
  @OperationsPerInvocation(Surroundings.MESSAGES)
  public void framework(Framework framework) throws InterruptedException {
    framework.surroundings.sendAndAwait();
  }

  @Benchmark
  @OperationsPerInvocation(Surroundings.MESSAGES)
  public void bare(Bare bare) throws InterruptedException {
    bare.surroundings.sendAndAwait();
  }
}
