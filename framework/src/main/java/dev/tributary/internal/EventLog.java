package dev.tributary.internal;

import dev.tributary.Event;
import dev.tributary.Recording;
import dev.tributary.spi.Producer;
import dev.tributary.spi.Producer.Listeners;
import dev.tributary.spi.TransportException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sends what happened to the exchange of events. Callers wait for the broker's confirmation; while
/// one message of events is on its way, the events of all who come meanwhile gather for the next
/// one, so that many deliveries share a message and a confirmation.
///
/// Bounded by its callers, each of which waits for what it recorded.
public final class EventLog implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(EventLog.class);
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration PAUSE = Duration.ofMillis(100);

  private final Producer producer;
  private final InstantSource clock;
  private final Recording recording;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition somethingToDo = lock.newCondition();
  private final Thread sender;
  private Batch gathering = new Batch();
  private boolean closed;

  private static final class Batch {
    final List<String> lines = new ArrayList<>();
    final CompletableFuture<@Nullable Void> confirmed = new CompletableFuture<>();
  }

  public EventLog(Producer producer, InstantSource clock, Recording recording) {
    this.producer = producer;
    this.clock = clock;
    this.recording = recording;
    this.sender = Thread.ofVirtual().name("events").start(this::sendBatches);
  }

  /// Records `events`, as much of them as is wanted, and returns once the broker has confirmed
  /// them.
  ///
  /// @throws TransportException if it did not; whether they were recorded is unknown. They travel
  ///   with the events of others, so that it says nothing of these
  public void record(List<Event> events) throws InterruptedException {
    if (recording == Recording.OFF) {
      return;
    }
    try {
      gather(events.stream().map(this::toJson).toList()).get();
    } catch (ExecutionException failure) {
      throw failure.getCause() instanceof TransportException cause
          ? cause
          : new TransportException("events were not recorded", failure.getCause());
    }
  }

  private String toJson(Event event) {
    return recording == Recording.BODIES ? event.toJsonWithBody() : event.toJson();
  }

  private CompletableFuture<@Nullable Void> gather(List<String> lines) {
    lock.lock();
    try {
      if (closed) {
        throw new TransportException("the event log is closed", null);
      }
      gathering.lines.addAll(lines);
      somethingToDo.signal();
      return gathering.confirmed;
    } finally {
      lock.unlock();
    }
  }

  /// Everybody waits for this thread: whatever it meets, it goes on.
  private void sendBatches() {
    var open = true;
    while (open) {
      try {
        var batch = nextBatch();
        open = batch != null;
        if (batch != null) {
          send(batch);
        }
      } catch (Throwable failure) {
        log.atWarn()
            .addKeyValue("consequence", "it is tried again")
            .setCause(failure)
            .log("events.sender-failed");
        LockSupport.parkNanos(this, PAUSE.toNanos());
      }
    }
  }

  private void send(Batch batch) {
    try {
      producer.send(
          Event.EXCHANGE, Event.messages(batch.lines, clock.instant()), Listeners.OPTIONAL);
      batch.confirmed.complete(null);
    } catch (Throwable failure) {
      batch.confirmed.completeExceptionally(failure);
    }
  }

  /// The events gathered so far, or null once the log is closed and all are sent.
  private @Nullable Batch nextBatch() {
    lock.lock();
    try {
      while (gathering.lines.isEmpty()) {
        if (closed) {
          return null;
        }
        somethingToDo.awaitUninterruptibly();
      }
      var next = new Batch();
      var batch = gathering;
      gathering = next;
      return batch;
    } finally {
      lock.unlock();
    }
  }

  /// Sends what is still to be sent, then ends.
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      somethingToDo.signal();
    } finally {
      lock.unlock();
    }
    try {
      if (!sender.join(PATIENCE)) {
        sender.interrupt();
      }
    } catch (InterruptedException ending) {
      sender.interrupt();
      Thread.currentThread().interrupt();
    }
  }
}
