package dev.tributary.benchmarks;

import static dev.tributary.RetryPolicy.atMost;

import dev.tributary.Application;
import dev.tributary.Body;
import dev.tributary.Message;
import dev.tributary.Outcome;
import dev.tributary.Outcome.Completed;
import dev.tributary.RetryPolicy;
import dev.tributary.Runner;
import dev.tributary.artemis.ArtemisTransport;
import dev.tributary.artemis.EmbeddedBroker;
import dev.tributary.spi.Producer;
import dev.tributary.spi.Producer.Listeners;
import dev.tributary.spi.Transport;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/// One application on the embedded broker, of whose deliveries some fail and are tried again after
/// five seconds; measured once some of those have come back twice.
final class RetryRun {
  private static final Duration DELAY = Duration.ofSeconds(5);
  private static final Duration WARM_UP = DELAY.multipliedBy(2).plusSeconds(3);
  private static final Duration WORK = Duration.ofMillis(2);

  /// Messages that are sent and not yet worked on, when as many as possible are sent.
  private static final int AHEAD = 1_000;

  private static final int SENDERS = 4;
  private static final int BATCH = 50;

  private final int failing;
  private final Semaphore ahead = new Semaphore(AHEAD);
  private final AtomicLong completed = new AtomicLong();
  private final Producer producer;
  private final OpenLoop loop;

  private RetryRun(int failing, Producer producer) {
    this.failing = failing;
    this.producer = producer;
    this.loop = new OpenLoop(producer, "source");
  }

  /// Prints the deliveries a second that did not fail, and p50 and p99 of their latency in
  /// milliseconds.
  ///
  /// @param arguments the folder, how many of a hundred deliveries fail, for how many seconds to
  ///   measure, and how many messages to send a second: 0 for as many as possible
  public static void main(String[] arguments) throws Exception {
    var failing = Integer.parseInt(arguments[1]);
    var time = Duration.ofSeconds(Long.parseLong(arguments[2]));
    var rate = Integer.parseInt(arguments[3]);
    try (var broker = EmbeddedBroker.start(Path.of(arguments[0]));
        Transport transport = ArtemisTransport.connect(broker);
        var producer = transport.producer()) {
      var run = new RetryRun(failing, producer);
      try (var _ = Runner.start(transport, List.of(run.application()))) {
        if (rate == 0) {
          run.asManyAsPossible(time);
        } else {
          run.at(rate, time);
        }
        // What waits for its retry is left: the folder is thrown away.
      }
    }
    // The threads of the broker's client would keep the process for another minute.
    System.exit(0);
  }

  private Application application() {
    return Application.named("steady")
        .consumes("source", "#")
        .retry(
            RetryPolicy.standard()
                .on(
                    IllegalStateException.class,
                    atMost(20).startingWith(DELAY).atLongest(DELAY).jitteredBy(0)))
        .callback(
            message -> {
              Thread.sleep(WORK);
              if (ThreadLocalRandom.current().nextInt(100) < failing) {
                throw new IllegalStateException("fails on purpose");
              }
              return List.of();
            })
        .onSettled(this::settled)
        .build();
  }

  private void settled(Message message, Outcome outcome) {
    if (message.attempt() == 1) {
      ahead.release();
    }
    if (outcome instanceof Completed) {
      completed.incrementAndGet();
      if (message.attempt() == 1) {
        loop.done(message);
      }
    }
  }

  private void asManyAsPossible(Duration time) throws InterruptedException {
    try (var senders = Executors.newVirtualThreadPerTaskExecutor()) {
      sendFrom(senders);
      Thread.sleep(WARM_UP);
      var before = completed.get();
      var began = System.nanoTime();
      Thread.sleep(time);
      print(completed.get() - before, System.nanoTime() - began, 0, 0);
      var _ = senders.shutdownNow();
    }
  }

  private void sendFrom(ExecutorService senders) {
    for (var sender = 0; sender < SENDERS; sender++) {
      senders.execute(this::sendAlways);
    }
  }

  private void sendAlways() {
    try {
      while (true) {
        ahead.acquire(BATCH);
        var batch =
            Stream.generate(() -> Message.of("do.work", Body.utf8("x".repeat(1_000))))
                .limit(BATCH)
                .toList();
        producer.send("source", batch, Listeners.REQUIRED);
      }
    } catch (InterruptedException ending) {
      Thread.currentThread().interrupt();
    }
  }

  private void at(int rate, Duration time) throws InterruptedException {
    try (var senders = Executors.newVirtualThreadPerTaskExecutor()) {
      sendFrom(senders);
      Thread.sleep(WARM_UP);
      var _ = senders.shutdownNow();
    }
    // What was left over then has come to its end, and what waits for a retry is as it will be.
    loop.run(rate, DELAY.plusSeconds(2));
    var _ = loop.take();
    var before = completed.get();
    var began = System.nanoTime();
    loop.run(rate, time);
    var passed = System.nanoTime() - began;
    var done = completed.get() - before;
    var latencies = loop.take();
    print(done, passed, latencies.percentile(50), latencies.percentile(99));
  }

  private static void print(long done, long nanos, double p50, double p99) {
    System.out.printf(Locale.ROOT, "%.1f %.2f %.2f%n", done / (nanos / 1e9), p50, p99);
  }
}
