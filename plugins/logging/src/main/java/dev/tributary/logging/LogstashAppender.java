package dev.tributary.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import ch.qos.logback.core.encoder.Encoder;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sends lines to Logstash, from a thread of its own. Who logs never waits: a line that finds no
/// room among those that wait is dropped, and counted.
///
/// Each line that is logged is, once this has stopped, among those that were sent or among those
/// that were dropped. Sent is what the receiver has read: see [Batch#sendTo]. A batch that it may
/// not have read to the end is sent again, so that a line may come twice but not get lost
/// uncounted.
final class LogstashAppender extends UnsynchronizedAppenderBase<ILoggingEvent> {
  private static final Logger log = LoggerFactory.getLogger(LogstashAppender.class);

  /// Lines that wait.
  static final int ROOM = 8_192;

  /// How long a batch gathers.
  private static final Duration LINGER = Duration.ofMillis(500);

  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

  /// How long what waits may take to be sent at the end.
  private static final Duration LAST_WORDS = Duration.ofSeconds(2);

  private final HostAndPort receiver;
  private final Encoder<ILoggingEvent> encoder;
  private final BlockingQueue<ILoggingEvent> waiting = new ArrayBlockingQueue<>(ROOM);
  private final LongAdder sent = new LongAdder();
  private final LongAdder dropped = new LongAdder();

  /// A virtual one, whose waits for a socket end when it is interrupted.
  private final Thread thread = Thread.ofVirtual().name("logging-logstash").unstarted(this::ship);

  private final CountDownLatch stopping = new CountDownLatch(1);
  private volatile boolean ending;
  private volatile boolean ended;

  // Of the thread alone.
  private int failures;
  private long droppedBefore;
  private boolean unwritableTold;

  LogstashAppender(HostAndPort receiver, Encoder<ILoggingEvent> encoder) {
    this.receiver = receiver;
    this.encoder = encoder;
  }

  @Override
  public void start() {
    super.start();
    thread.start();
  }

  /// Lines that the receiver has read.
  long sent() {
    return sent.sum();
  }

  /// Lines that it will never get.
  long dropped() {
    return dropped.sum() + (ended ? waiting.size() : 0);
  }

  @Override
  protected void append(ILoggingEvent event) {
    event.prepareForDeferredProcessing();
    Fields.settle(event);
    if (ending || !waiting.offer(event)) {
      dropped.increment();
    }
  }

  private void ship() {
    while (true) {
      var batch = nextBatch();
      if (batch.lines() > 0) {
        sendUntilItIsRead(batch);
      } else if (ending) {
        return;
      }
    }
  }

  /// The lines that are there, or come within a moment; none if none do.
  private Batch nextBatch() {
    var batch = new Batch();
    var end = System.nanoTime() + LINGER.toNanos();
    while (!batch.isFull()) {
      var left = ending ? 0 : end - System.nanoTime();
      var event = poll(left);
      if (event == null) {
        break;
      }
      add(event, batch);
    }
    return batch;
  }

  private void add(ILoggingEvent event, Batch batch) {
    try {
      var line = encoder.encode(event);
      if (line.length == 0) {
        throw new IllegalArgumentException("expected a line, got nothing");
      }
      batch.add(line);
    } catch (RuntimeException | Error unwritable) {
      dropped.increment();
      complain(unwritable);
    }
  }

  /// Once, for there may be many.
  private void complain(Throwable unwritable) {
    if (!unwritableTold) {
      unwritableTold = true;
      log.atWarn()
          .addKeyValue("cause", unwritable.toString())
          .addKeyValue("consequence", "it is not in Logstash; such lines are counted as dropped")
          .log("log-line.unwritable");
    }
  }

  private @Nullable ILoggingEvent poll(long nanos) {
    try {
      return waiting.poll(nanos, TimeUnit.NANOSECONDS);
    } catch (InterruptedException late) {
      Thread.currentThread().interrupt();
      return null;
    }
  }

  private void sendUntilItIsRead(Batch batch) {
    while (true) {
      try {
        batch.sendTo(receiver);
        sent.add(batch.lines());
        tellThatItIsBack();
        return;
      } catch (IOException | RuntimeException | Error failure) {
        complainOf(failure);
        if (!isTriedAgain()) {
          dropped.add(batch.lines());
          return;
        }
      }
    }
  }

  /// Waits before the next attempt, unless this ends.
  private boolean isTriedAgain() {
    var pause = FIRST_PAUSE.multipliedBy(1L << Math.min(failures - 1, 10));
    try {
      return !stopping.await(min(pause, LONGEST_PAUSE).toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException late) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static Duration min(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  private void complainOf(Throwable failure) {
    if (failures++ == 0 && !ending) {
      log.atWarn()
          .addKeyValue("receiver", receiver)
          .addKeyValue("cause", failure.toString())
          .addKeyValue(
              "consequence", "lines wait for it, and are dropped and counted if too many do")
          .log("log-shipping.interrupted");
    }
  }

  private void tellThatItIsBack() {
    tellOfDropped();
    if (failures > 0) {
      failures = 0;
      log.atInfo().addKeyValue("receiver", receiver).log("log-shipping.resumed");
    }
  }

  private void tellOfDropped() {
    var all = dropped();
    if (all > droppedBefore) {
      log.atWarn()
          .addKeyValue("receiver", receiver)
          .addKeyValue("lines", all - droppedBefore)
          .addKeyValue("consequence", "they are not in Logstash")
          .log("log-lines.dropped");
      droppedBefore = all;
    }
  }

  /// Sends what waits, for a moment; what is left then is dropped.
  @Override
  public void stop() {
    if (!isStarted()) {
      return;
    }
    super.stop();
    ending = true;
    stopping.countDown();
    var interrupted = Thread.interrupted();
    try {
      if (!thread.join(LAST_WORDS)) {
        thread.interrupt();
        thread.join();
      }
    } catch (InterruptedException now) {
      thread.interrupt();
      interrupted = true;
    }
    ended = true;
    encoder.stop();
    tellOfDropped();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
