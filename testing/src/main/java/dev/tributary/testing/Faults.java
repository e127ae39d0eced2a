package dev.tributary.testing;

import dev.tributary.Callback;
import dev.tributary.spi.Transport;
import dev.tributary.spi.TransportException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/// What is to go wrong, and where:
///
///     var faults = new Faults();
///     faults.at(Point.AFTER_PUBLISH).fail();
///     faults.at(Point.BEFORE_ACK).times(2).fail();
///     faults.at(Point.AFTER_COMMIT).kill();
///
/// A fault happens when an application comes to its point, as often as it was planned. The points
/// are on a [#transport] of these faults, around a [#callback] of theirs, and wherever somebody
/// calls [#reach]. Safe for use by many threads.
public final class Faults {
  /// Where an application can fail or die between the receipt of a delivery and its end, in the
  /// order of a message's life.
  public enum Point {
    /// A delivery was handed over, and nothing is done with it yet.
    RECEIVED,
    /// Before the callback, after the preprocessors.
    BEFORE_CALLBACK,
    /// In the transaction of a callback that writes, before it is committed. Reached by
    /// [Faults#reach] only.
    BEFORE_COMMIT,
    /// The transaction is committed, and no result sent. Reached by [Faults#reach] only.
    AFTER_COMMIT,
    /// The callback returned, before the postprocessors.
    AFTER_CALLBACK,
    /// Before results are sent: as when the broker is away, or refuses them.
    BEFORE_PUBLISH,
    /// The first of several results is sent, the others are not.
    BETWEEN_RESULTS,
    /// The broker has the results; their confirmation does not come back.
    AFTER_PUBLISH,
    /// The results are confirmed.
    AFTER_CONFIRM,
    /// Before events are recorded.
    BEFORE_RECORD,
    /// The broker has the events; their confirmation does not come back.
    AFTER_RECORD,
    /// Before a dead letter is sent.
    BEFORE_DEAD_LETTER,
    /// The broker has the dead letter, and the delivery is not acknowledged.
    AFTER_DEAD_LETTER,
    /// Before a message is put back to be tried again.
    BEFORE_RETRY,
    /// The broker has the message to be tried again, and the delivery is not acknowledged: both
    /// will be delivered.
    AFTER_RETRY,
    /// Before the acknowledgement: it does not reach the broker.
    BEFORE_ACK,
    /// The broker has the acknowledgement.
    AFTER_ACK,
    /// Before a message is given back since something else has failed: it is not.
    BEFORE_REQUEUE
  }

  private final Map<Point, Fault> planned = new ConcurrentHashMap<>();
  private final AtomicInteger deliveredTwice = new AtomicInteger();
  private final List<String> operations = new CopyOnWriteArrayList<>();

  private record Fault(AtomicInteger left, Happening happening) {}

  @FunctionalInterface
  private interface Happening {
    void at(Point point) throws InterruptedException;
  }

  /// What is to happen at `point`, once or as often as [Plan#times] says. It takes the place of
  /// what was planned there before.
  public Plan at(Point point) {
    return new Plan(point, 1);
  }

  /// The next `times` deliveries come twice: the broker hands over the same message once more.
  public void deliverTwice(int times) {
    deliveredTwice.set(times);
  }

  /// `transport`, failing where these faults say.
  public Transport transport(Transport transport) {
    return new FaultyTransport(transport, this);
  }

  /// `callback`, failing before and after it where these faults say.
  public Callback callback(Callback callback) {
    return message -> {
      reach(Point.BEFORE_CALLBACK);
      var results = callback.apply(message);
      reach(Point.AFTER_CALLBACK);
      return results;
    };
  }

  /// Lets happen what is planned at `point`.
  ///
  /// @throws InterruptedException when interrupted while blocked there
  public void reach(Point point) throws InterruptedException {
    var fault = planned.get(point);
    if (fault != null && takeOne(fault.left())) {
      fault.happening().at(point);
    }
  }

  /// What was done so far by way of a [#transport], in order: `confirmed <exchange> <body>`, `ack
  /// <body>`, `retry <body>`, `requeue <body>`.
  public List<String> operations() {
    return List.copyOf(operations);
  }

  void done(String operation) {
    operations.add(operation);
  }

  public boolean isPlanned(Point point) {
    var fault = planned.get(point);
    return fault != null && fault.left().get() > 0;
  }

  boolean isToBeDeliveredTwice() {
    return takeOne(deliveredTwice);
  }

  private static boolean takeOne(AtomicInteger left) {
    return left.getAndUpdate(count -> Math.max(0, count - 1)) > 0;
  }

  /// What is to happen at one point.
  public final class Plan {
    private final Point point;
    private final int times;

    private Plan(Point point, int times) {
      this.point = point;
      this.times = times;
    }

    /// The first `count` times that the point is reached.
    public Plan times(int count) {
      return new Plan(point, count);
    }

    /// A [TransportException]: the broker is gone, or does not do what it is asked.
    public void fail() {
      failWith(() -> new TransportException("told to fail at " + point, null));
    }

    /// An exception of the caller's. Around the callback, it is a failure of the message.
    public void failWith(Supplier<? extends RuntimeException> failure) {
      happen(
          _ -> {
            throw failure.get();
          });
    }

    /// This process is killed by SIGKILL, on the spot. On systems with a POSIX shell.
    public void kill() {
      happen(_ -> killThisProcess());
    }

    /// Whoever reaches the point stays there until it is released.
    public Block block() {
      var block = new Block(point);
      happen(_ -> block.stay());
      return block;
    }

    private void happen(Happening happening) {
      planned.put(point, new Fault(new AtomicInteger(times), happening));
    }
  }

  /// A point where whoever reaches it stays.
  public static final class Block {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Point point;
    private final CountDownLatch reached = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);

    private Block(Point point) {
      this.point = point;
    }

    private void stay() throws InterruptedException {
      reached.countDown();
      released.await();
    }

    /// Waits until somebody is there.
    ///
    /// @throws AssertionError if nobody is after half a minute
    public void awaitReached() throws InterruptedException {
      if (!reached.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        throw new AssertionError(
            "expected " + point + " to be reached within " + PATIENCE.toSeconds() + " s");
      }
    }

    /// Lets all go on who are there or come later.
    public void release() {
      released.countDown();
    }
  }

  /// A process may not kill itself through [ProcessHandle], and `Runtime.halt` is not what a
  /// process dies of in the field.
  private static void killThisProcess() throws InterruptedException {
    try {
      new ProcessBuilder("sh", "-c", "kill -9 " + ProcessHandle.current().pid())
          .inheritIO()
          .start();
    } catch (IOException noShell) {
      throw new UncheckedIOException("expected a shell that can kill this process", noShell);
    }
    new CountDownLatch(1).await();
  }
}
