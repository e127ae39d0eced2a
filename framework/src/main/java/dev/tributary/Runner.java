package dev.tributary;

import dev.tributary.internal.EventLog;
import dev.tributary.internal.Loop;
import dev.tributary.internal.Loop.Queue;
import dev.tributary.internal.Steps;
import dev.tributary.spi.Producer;
import dev.tributary.spi.Producer.Listeners;
import dev.tributary.spi.Transport;
import dev.tributary.spi.Transport.Lifetime;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Runs applications on a transport until it is closed.
///
/// Their queues, and the one of dead letters, are declared and their start hooks have run before
/// the first delivery is received, so that no result finds its receiver missing. Closing drains:
/// applications stop receiving, finish what is in flight, settle it, and run their stop hooks; what
/// is not finished at the deadline goes back to its queue.
public final class Runner implements AutoCloseable {
  /// How long closing waits for what is in flight.
  public static final Duration DEADLINE = Duration.ofSeconds(30);

  /// How long those that are interrupted may take to give their messages back.
  private static final Duration LAST_WORDS = Duration.ofSeconds(2);

  /// How much of what happens is recorded.
  public static final Setting<Recording> EVENTS =
      Setting.choice(
              "events",
              Recording.class,
              "How much of what happens to messages is recorded: off, what became of them, or that"
                  + " and the bodies of those that are sent.")
          .orElse(Recording.SETTLEMENTS);

  private static final Logger log = LoggerFactory.getLogger(Runner.class);

  private final Producer producer;
  private final EventLog events;
  private final InstantSource clock;
  private final List<Steps> steps = new ArrayList<>();
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
  ///
  /// @throws StartException if a start hook fails
  public static Runner start(Transport transport, List<Application> applications) {
    return start(transport, applications, Recording.SETTLEMENTS);
  }

  /// The same, recording as much as `recording` says.
  public static Runner start(
      Transport transport, List<Application> applications, Recording recording) {
    return startOn(transport, queues(transport, applications), InstantSource.system(), recording);
  }

  /// The same, by a clock of the caller's.
  public static Runner start(
      Transport transport, List<Application> applications, InstantSource clock) {
    return startOn(transport, queues(transport, applications), clock, Recording.SETTLEMENTS);
  }

  private static List<Queue> queues(Transport transport, List<Application> applications) {
    return applications.stream()
        .map(each -> new Queue(transport, each.name(), each, Lifetime.DURABLE))
        .toList();
  }

  /// Starts `application` for a trial: its queue ends with `transport`, and its results may go
  /// unheard. An application of the same name that runs for good gets its messages all the same.
  ///
  /// @param id what the queue's name ends in; a trial that is started anew on the same transport
  ///   with the same id goes on with the same queue
  public static Runner startTrial(Transport transport, Application application, String id) {
    return startTrial(transport, application, id, Recording.SETTLEMENTS);
  }

  /// The same, recording as much as `recording` says.
  public static Runner startTrial(
      Transport transport, Application application, String id, Recording recording) {
    var queue =
        new Queue(
            transport,
            application.name() + "-trial-" + id,
            application.withListenersOptional(),
            Lifetime.TEMPORARY);
    return startOn(transport, List.of(queue), InstantSource.system(), recording);
  }

  private static Runner startOn(
      Transport transport, List<Queue> queues, InstantSource clock, Recording recording) {
    var producer = transport.producer();
    var runner = new Runner(producer, new EventLog(producer, clock, recording), clock);
    try {
      transport.declare(DeadLetter.QUEUE, List.of(new Binding(DeadLetter.EXCHANGE, "#")));
      queues.forEach(Queue::declare);
      for (var queue : queues) {
        runner.startHooks(queue.application());
      }
      for (var queue : queues) {
        runner.loops.add(Loop.start(queue, runner.events, clock));
      }
      return runner;
    } catch (Throwable failure) {
      runner.close();
      throw failure;
    }
  }

  private void startHooks(Application application) {
    var hooks = new Steps(application);
    try {
      hooks.start();
    } catch (Exception failure) {
      if (failure instanceof InterruptedException) {
        Thread.currentThread().interrupt();
      }
      throw StartException.ofApplication(application.name(), failure);
    }
    steps.add(hooks);
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

  /// How each application is doing.
  public List<ApplicationStatus> statuses() {
    return loops.stream().map(Loop::status).toList();
  }

  /// How many messages the queue of each application holds, as [Transport#depth] counts. Asks the
  /// broker.
  ///
  /// @throws dev.tributary.spi.TransportException if it does not answer
  public Map<String, Long> depths() {
    var depths = new TreeMap<String, Long>();
    loops.forEach(loop -> depths.put(loop.application(), loop.depth()));
    return depths;
  }

  /// Whether the applications receive messages, as they do until they are drained.
  public boolean isReceiving() {
    return !drained.get();
  }

  /// Drains, waiting at most [#DEADLINE].
  @Override
  public void close() {
    drain(DEADLINE);
  }

  /// Stops receiving and finishes what is in flight. What is not finished at the deadline is
  /// interrupted and goes back to its queue. Then the stop hooks run, those of the last application
  /// first. The second time there is nothing to do. An interruption that came before does not cut
  /// it short, and is kept for the caller.
  ///
  /// @return the ids of the messages that were not finished, with the application's name before
  ///   each
  public List<String> drain(Duration deadline) {
    if (!drained.compareAndSet(false, true)) {
      return List.of();
    }
    var interrupted = Thread.interrupted();
    try {
      return drainAll(System.nanoTime() + deadline.toNanos());
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private List<String> drainAll(long end) {
    for (var loop : loops) {
      close(loop::stopReceiving);
    }
    var late = unsettledAt(end, loops);
    late.forEach(Loop::interrupt);
    unsettledAt(System.nanoTime() + LAST_WORDS.toNanos(), late).forEach(Loop::abandon);
    var unfinished = loops.stream().flatMap(loop -> loop.unfinished().stream()).toList();
    loops.reversed().forEach(Loop::close);
    steps.reversed().forEach(Steps::stop);
    close(events);
    close(producer);
    return unfinished;
  }

  /// Those of `loops` that have something in flight until the time `end`, or until this thread is
  /// interrupted.
  private static List<Loop> unsettledAt(long end, List<Loop> loops) {
    var unsettled = new ArrayList<Loop>();
    for (var loop : loops) {
      try {
        if (!loop.isSettledWithin(Duration.ofNanos(Math.max(0, end - System.nanoTime())))) {
          unsettled.add(loop);
        }
      } catch (InterruptedException ending) {
        Thread.currentThread().interrupt();
        unsettled.add(loop);
      }
    }
    return unsettled;
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
