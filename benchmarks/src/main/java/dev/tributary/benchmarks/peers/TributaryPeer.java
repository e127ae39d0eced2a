package dev.tributary.benchmarks.peers;

import static dev.tributary.RetryPolicy.atMost;

import dev.tributary.Application;
import dev.tributary.Recording;
import dev.tributary.RetryPolicy;
import dev.tributary.Runner;
import dev.tributary.peers.work.Work;
import dev.tributary.rabbitmq.RabbitOptions;
import dev.tributary.rabbitmq.RabbitTransport;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/// Tributary in the benchmark: one application, which hands each message on. It runs until the
/// process is asked to end, and drains then, as the command line does.
final class TributaryPeer {
  private static final Duration RETRY = Duration.ofMillis(Ground.RETRY_MILLIS);

  private TributaryPeer() {}

  public static void main(String[] arguments) throws InterruptedException {
    var ending = new CountDownLatch(1);
    var closed = new CountDownLatch(1);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> end(ending, closed)));
    var isEqual = System.getProperty("peer.setting", "").equals(Setting.EQUAL.word);
    try (var transport = connect();
        var _ =
            isEqual
                ? Runner.start(transport, List.of(equal()), Recording.OFF)
                : Runner.start(transport, List.of(asItComes()))) {
      ending.await();
    } finally {
      closed.countDown();
    }
  }

  private static RabbitTransport connect() {
    return RabbitTransport.connect(RabbitOptions.of(System.getProperty("peer.uri", "")));
  }

  private static void end(CountDownLatch ending, CountDownLatch closed) {
    ending.countDown();
    try {
      closed.await();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private static Application asItComes() {
    return application().build();
  }

  private static Application equal() {
    return application()
        .concurrency(Integer.getInteger("peer.in-flight", 1))
        .retry(
            RetryPolicy.standard()
                .on(
                    IllegalStateException.class,
                    atMost(20).startingWith(RETRY).atLongest(RETRY).jitteredBy(0)))
        .build();
  }

  private static Application.Builder application() {
    return Application.named(System.getProperty("peer.queue", ""))
        .consumes(System.getProperty("peer.source", ""), "#")
        .callback(
            message -> {
              Work.on(message.body().bytes());
              return List.of(message);
            });
  }
}
