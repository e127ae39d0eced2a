package dev.tributary.rabbitmq;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The writer of an outbox lives for as long as somebody may wait for it.
@Timeout(60)
final class OutboxTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Error noMemory = new OutOfMemoryError("somebody else took it");
  private final BlockingQueue<String> written = new LinkedBlockingQueue<>();
  private final BlockingQueue<Throwable> told = new LinkedBlockingQueue<>();
  private final AtomicBoolean heardAtOnce = new AtomicBoolean(true);
  private final Outbox<String> outbox =
      new Outbox<>("test", Duration.ofMillis(1), 4, this::write, this::hear);

  @AfterEach
  void close() {
    outbox.close(PATIENCE);
  }

  @Test
  void whatCannotBeWrittenIsToldAndTheNextIsWritten() throws Exception {
    outbox.add("too much");
    assertThat(next(told)).isSameAs(noMemory);

    outbox.add("next");
    assertThat(next(written)).isEqualTo("next");
  }

  @Test
  void itIsToldUntilItIsHeard() throws Exception {
    heardAtOnce.set(false);

    outbox.add("too much");

    assertThat(next(told)).isSameAs(noMemory);
    outbox.add("next");
    assertThat(next(written)).isEqualTo("next");
  }

  @Test
  void whatIsThereWhenItIsClosedIsWritten() throws Exception {
    outbox.add("last");
    outbox.close(PATIENCE);

    assertThat(written).containsExactly("last");
    assertThat(outbox.add("late")).isFalse();
  }

  private void write(List<String> gathered) {
    if (gathered.contains("too much")) {
      throw noMemory;
    }
    written.addAll(gathered);
  }

  /// Has no memory either, the first time, unless it hears at once.
  private void hear(Throwable failure) {
    if (!heardAtOnce.getAndSet(true)) {
      throw new OutOfMemoryError("not even for this");
    }
    told.add(failure);
  }

  private static <T> T next(BlockingQueue<T> queue) throws InterruptedException {
    var next = queue.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    assertThat(next).isNotNull();
    return next;
  }
}
