package dev.tributary.benchmarks;

import dev.tributary.Body;
import dev.tributary.Message;
import dev.tributary.spi.Producer;
import dev.tributary.spi.Producer.Listeners;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// Messages that are sent at a fixed rate, whatever becomes of those before them, and how long each
/// took from when it was due: one that is held up by another counts with all it waited (no
/// coordinated omission).
final class OpenLoop {
  private static final String DUE = "due";
  private static final Duration TICK = Duration.ofMillis(1);
  private static final ThreadFactory THREADS = Thread.ofVirtual().factory();

  private final Producer producer;
  private final String exchange;
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
  private volatile ConcurrentLinkedQueue<Long> latencies = new ConcurrentLinkedQueue<>();

  OpenLoop(Producer producer, String exchange) {
    this.producer = producer;
    this.exchange = exchange;
  }

  /// Sends `perSecond` messages for `time`.
  void run(int perSecond, Duration time) throws InterruptedException {
    var began = System.nanoTime();
    var all = perSecond * time.toMillis() / 1_000;
    for (var sent = 0L; sent < all; ) {
      var due = Math.min(all, (System.nanoTime() - began) * perSecond / 1_000_000_000L);
      var batch = new ArrayList<Message>();
      for (; sent < due; sent++) {
        batch.add(message(began + sent * 1_000_000_000L / perSecond));
      }
      if (!batch.isEmpty()) {
        // Confirmations are not waited for: the next ones are due.
        THREADS.newThread(() -> send(batch)).start();
      }
      Thread.sleep(TICK);
    }
    var thrown = failure.get();
    if (thrown != null) {
      throw new IllegalStateException("a message was not sent", thrown);
    }
  }

  private static Message message(long due) {
    return Message.of("do.work", Body.utf8("x".repeat(1_000))).withHeader(DUE, Long.toString(due));
  }

  private void send(List<Message> batch) {
    try {
      producer.send(exchange, batch, Listeners.REQUIRED);
    } catch (InterruptedException | RuntimeException notSent) {
      failure.set(notSent);
    }
  }

  /// `message` has come to its end.
  void done(Message message) {
    var due = message.headers().get(DUE);
    if (due != null) {
      latencies.add(System.nanoTime() - Long.parseLong(due));
    }
  }

  /// What was measured since the last time.
  Latencies take() {
    var taken = latencies;
    latencies = new ConcurrentLinkedQueue<>();
    return new Latencies(taken.stream().mapToLong(Long::longValue).sorted().boxed().toList());
  }

  /// @param nanos from the lowest to the highest
  record Latencies(List<Long> nanos) {
    /// In milliseconds.
    double percentile(double percent) {
      return nanos.get((int) Math.min(nanos.size() - 1, nanos.size() * percent / 100)) / 1e6;
    }
  }
}
