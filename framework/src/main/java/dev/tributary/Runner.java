package dev.tributary;

import dev.tributary.internal.EventLog;
import dev.tributary.internal.Loop;
import dev.tributary.spi.Producer;
import dev.tributary.spi.Producer.Listeners;
import dev.tributary.spi.Transport;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Runs applications on a transport until it is closed.
///
/// Their queues, and the one of dead letters, are declared before the first delivery is received,
/// so that no result finds its receiver missing. Closing drains: applications stop receiving,
/// finish what is in flight, and settle it; what is not finished at the deadline goes back to its
/// queue.
public final class Runner implements AutoCloseable {
  /// How long closing waits for what is in flight.
  public static final Duration DEADLINE = Duration.ofSeconds(30);

  private static final Logger log = LoggerFactory.getLogger(Runner.class);

  private final Producer producer;
  private final EventLog events;
  private final InstantSource clock;
  private final List<Loop> loops = new ArrayList<>();
  private final AtomicBoolean drained = new AtomicBoolean();

  private Runner(Producer producer, EventLog events, InstantSource clock) {
    this.producer = producer;
    this.events = events;
    this.clock = clock;
  }

  /// Starts `applications` on `transport`, which stays the caller's to close, afterwards.
  ///
  /// If one of them cannot start, those that did are drained before the exception goes on.
  public static Runner start(Transport transport, List<Application> applications) {
    return start(transport, applications, InstantSource.system());
  }

  /// The same, by a clock of the caller's.
  public static Runner start(
      Transport transport, List<Application> applications, InstantSource clock) {
    var producer = transport.producer();
    var runner = new Runner(producer, new EventLog(producer, clock), clock);
    try {
      transport.declare(DeadLetter.QUEUE, List.of(new Binding(DeadLetter.EXCHANGE, "#")));
      for (var application : applications) {
        transport.declare(application.name(), application.bindings());
      }
      for (var application : applications) {
        runner.loops.add(Loop.start(application, transport, runner.events, clock));
      }
      return runner;
    } catch (Throwable failure) {
      runner.close();
      throw failure;
    }
  }

  /// Sends `messages` into the system, as the results of `application`, and records them. Returns
  /// once the broker has confirmed both.
  ///
  /// @throws dev.tributary.spi.UnroutableException if nobody consumes what `application` sends
  public void enter(String application, List<Message> messages) throws InterruptedException {
    producer.send(application, messages, Listeners.REQUIRED);
    var now = clock.instant();
    events.record(
        messages.stream().map(message -> Event.entered(application, message, now)).toList());
  }

  /// How many deliveries are being worked on.
  public int inFlight() {
    return loops.stream().mapToInt(Loop::inFlight).sum();
  }

  /// Drains, waiting at most [#DEADLINE].
  @Override
  public void close() {
    drain(DEADLINE);
  }

  /// Stops receiving and finishes what is in flight. What is not finished at the deadline is
  /// interrupted and goes back to its queue. The second time there is nothing to do.
  ///
  /// @return the ids of the messages that were not finished, with the application's name before
  ///   each
  public List<String> drain(Duration deadline) {
    if (!drained.compareAndSet(false, true)) {
      return List.of();
    }
    var end = System.nanoTime() + deadline.toNanos();
    loops.forEach(Loop::stopReceiving);
    var unfinished = new ArrayList<String>();
    for (var loop : loops) {
      unfinished.addAll(loop.finish(Duration.ofNanos(Math.max(0, end - System.nanoTime()))));
    }
    loops.reversed().forEach(Runner::close);
    close(events);
    close(producer);
    return unfinished;
  }

  /// Closes one part; that it fails is no reason to leave the others open.
  private static void close(AutoCloseable part) {
    try {
      part.close();
    } catch (Exception failure) {
      log.atWarn()
          .addKeyValue("consequence", "what was not settled is delivered again")
          .setCause(failure)
          .log("runner.close-failed");
    }
  }
}
