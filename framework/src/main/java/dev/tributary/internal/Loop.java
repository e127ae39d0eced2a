package dev.tributary.internal;

import static java.util.Objects.requireNonNull;

import dev.tributary.Application;
import dev.tributary.ApplicationStatus;
import dev.tributary.ApplicationStatus.State;
import dev.tributary.ApplicationStatus.Stuck;
import dev.tributary.Outcome;
import dev.tributary.Outcome.Aborted;
import dev.tributary.Outcome.Completed;
import dev.tributary.Outcome.DeadLettered;
import dev.tributary.Outcome.Interrupted;
import dev.tributary.Outcome.OutOfTurn;
import dev.tributary.Outcome.Retried;
import dev.tributary.Outcome.Snoozed;
import dev.tributary.Outcome.Unavailable;
import dev.tributary.internal.Gate.Pass;
import dev.tributary.internal.Lanes.Turn;
import dev.tributary.spi.Delivery;
import dev.tributary.spi.Producer;
import dev.tributary.spi.Transport;
import dev.tributary.spi.Transport.Lifetime;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Receives the deliveries of one application and gives each a virtual thread of its own, as many
/// at once as the application's concurrency allows and while its [Gate] is open.
///
/// When the connection to the broker is lost, the queue is declared and consumed anew, again and
/// again until that works. What was in flight belongs to the lost connection: it cannot be settled
/// any more, and the broker delivers it again.
public final class Loop implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Loop.class);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

  /// How often it is looked whether an operator paused the application or a callback takes too
  /// long.
  private static final Duration LOOK = Duration.ofSeconds(1);

  private final Application application;
  private final Queue queue;
  private final Producer producer;
  private final Worker worker;
  private final Lanes lanes;
  private final Gate gate;
  private final Semaphore permits;
  private final ThreadFactory threads;
  private final Map<Thread, InFlight> inFlight = new ConcurrentHashMap<>();

  /// What went back to the queue while this stops.
  private final Collection<String> givenBack = new ConcurrentLinkedQueue<>();

  private final AtomicInteger brokerFailures = new AtomicInteger();
  private final Thread receiver;
  private final Thread watch;
  private volatile boolean stopping;

  // Of the receiver alone, while it runs.
  private volatile @Nullable Subscription subscription;
  private boolean aside;

  /// An application's queue on a broker.
  ///
  /// @param name of the queue, which is the application's own name unless this is a trial
  public record Queue(
      Transport transport, String name, Application application, Lifetime lifetime) {
    public void declare() {
      transport.declare(name, application.bindings(), lifetime, application.sharing());
    }

    Subscription consume(Pass pass) {
      var prefetch = pass == Pass.ALL ? application.concurrency() : 1;
      return new Subscription(transport.consumer(name, prefetch), pass);
    }

    /// Declares it only if it is gone: another version of the application may have bound it
    /// otherwise meanwhile.
    Subscription consumeAnew(Pass pass) {
      try {
        return consume(pass);
      } catch (RuntimeException perhapsGone) {
        log.atDebug().addKeyValue("queue", name).setCause(perhapsGone).log("queue.declared-anew");
        declare();
        return consume(pass);
      }
    }
  }

  private record Received(Delivery delivery, Subscription from) {}

  /// A delivery that is being worked on.
  private record InFlight(Delivery delivery, TimeLimit timeLimit) {}

  private Loop(Queue queue, Producer producer, Worker worker, Lanes lanes, ThreadFactory threads) {
    this.application = queue.application();
    this.queue = queue;
    this.producer = producer;
    this.worker = worker;
    this.lanes = lanes;
    this.threads = threads;
    this.permits = new Semaphore(application.concurrency());
    this.receiver = Thread.ofVirtual().name(application.name()).unstarted(this::receive);
    this.watch = Thread.ofVirtual().name(application.name() + " watch").unstarted(this::watch);
    this.gate = new Gate(application.retryPolicy(), receiver::interrupt);
  }

  /// Starts receiving from `queue`, which has been declared.
  public static Loop start(Queue queue, EventLog events, InstantSource clock) {
    return start(queue, events, clock, Thread.ofVirtual().factory());
  }

  /// @param threads where the deliveries get theirs
  static Loop start(Queue queue, EventLog events, InstantSource clock, ThreadFactory threads) {
    var application = queue.application();
    var producer = queue.transport().producer();
    var worker = new Worker(application, producer, events, clock);
    var waitingHere = Math.max(1, application.concurrency() / 4);
    var lanes = new Lanes(application.orderKey(), waitingHere, clock);
    var loop = new Loop(queue, producer, worker, lanes, threads);
    loop.askOperator();
    loop.consumeUnlessPaused();
    loop.receiver.start();
    loop.watch.start();
    return loop;
  }

  /// Brokers count what they hand over, whether or not anybody works on it.
  private void consumeUnlessPaused() {
    try {
      if (gate.isOpen()) {
        subscription = queue.consume(Pass.ALL);
      }
    } catch (RuntimeException failure) {
      close();
      throw failure;
    }
  }

  /// The application's name.
  public String application() {
    return application.name();
  }

  public int inFlight() {
    return inFlight.size();
  }

  /// How many messages the application's queue holds. Asks the broker.
  public long depth() {
    return queue.transport().depth(queue.name());
  }

  /// How the application is doing.
  public ApplicationStatus status() {
    var stuck =
        inFlight.values().stream()
            .filter(each -> each.timeLimit().isStuck())
            .map(
                each ->
                    new Stuck(
                        each.delivery().message().id(),
                        each.timeLimit().elapsed(),
                        each.timeLimit().stack()))
            .toList();
    var oldest =
        inFlight.values().stream()
            .map(each -> each.timeLimit().elapsed())
            .max(Comparator.naturalOrder())
            .orElse(Duration.ZERO);
    return new ApplicationStatus(
        application.name(), state(), gate.reason(), inFlight.size(), oldest, stuck);
  }

  private State state() {
    if (gate.isOpen()) {
      return State.RUNNING;
    }
    return gate.isShutByOperator() ? State.PAUSED : State.UNAVAILABLE;
  }

  private void receive() {
    while (!stopping) {
      try {
        receiveOne();
      } catch (InterruptedException woken) {
        log.atTrace().addKeyValue("application", application.name()).log("receiver.woken");
      } catch (Throwable failure) {
        // Memory may be short for a moment, because of somebody else. This thread must not end.
        complain("receiver.failed", failure);
      }
    }
  }

  /// Receives the next delivery and sets it going; interrupted when this stops, or when the gate
  /// was shut meanwhile.
  private void receiveOne() throws InterruptedException {
    if (!gate.isOpen()) {
      standAside();
    }
    var pass = gate.await();
    subscribe(pass);
    pauseWhileTheBrokerFails();
    var delivery = nextDelivery();
    if (pass == Pass.ONE) {
      gate.probing();
    }
    start(delivery);
  }

  /// Leaves the queue alone.
  private void standAside() {
    var left = subscription;
    subscription = null;
    if (left != null) {
      left.retire();
    }
    if (!aside) {
      aside = true;
      log.atWarn()
          .addKeyValue("application", application.name())
          .addKeyValue("reason", gate.reason().orElse(""))
          .addKeyValue("consequence", "its messages wait in the queue until it resumes")
          .log("application.paused");
    }
  }

  /// Sees to it that the queue is consumed, by one who is handed no more than `pass` allows.
  private void subscribe(Pass pass) throws InterruptedException {
    var current = subscription;
    if (current != null && current.pass() != pass) {
      subscription = null;
      current.retire();
    }
    if (subscription == null) {
      consumeAnew(pass);
    }
    if (aside && pass == Pass.ALL) {
      aside = false;
      log.atInfo().addKeyValue("application", application.name()).log("application.resumed");
    }
  }

  /// The next delivery, with a permit to work on it.
  private Received nextDelivery() throws InterruptedException {
    while (true) {
      var current = requireNonNull(subscription, "receives without a subscription");
      heedWaking(current.pass());
      permits.acquire();
      var received = false;
      try {
        var delivery = current.receive();
        received = true;
        return new Received(delivery, current);
      } catch (RuntimeException broker) {
        complain("receiver.failed", broker);
      } finally {
        if (!received) {
          permits.release();
        }
      }
      close(current::close);
      consumeAnew(current.pass());
    }
  }

  private void consumeAnew(Pass pass) throws InterruptedException {
    while (true) {
      heedWaking(pass);
      pauseWhileTheBrokerFails();
      try {
        subscription = queue.consumeAnew(pass);
        log.atDebug().addKeyValue("application", application.name()).log("receiver.connected");
        return;
      } catch (RuntimeException broker) {
        complain("receiver.not-connected", broker);
      }
    }
  }

  /// A client of a broker may have taken what was to wake this thread for a failure of the
  /// broker's.
  private void heedWaking(Pass pass) throws InterruptedException {
    if (stopping || (pass == Pass.ALL && !gate.isOpen())) {
      throw new InterruptedException("woken while the broker failed");
    }
  }

  private void complain(String event, Throwable cause) {
    brokerFailures.incrementAndGet();
    tell(event, "messages stay in the queue until this is over", cause);
  }

  private void tell(String event, String consequence, Throwable cause) {
    try {
      log.atWarn()
          .addKeyValue("application", application.name())
          .addKeyValue("consequence", consequence)
          .addKeyValue("cause", cause.toString())
          .log(event);
      log.atDebug().setCause(cause).log(event);
    } catch (Throwable _) {
      // Where memory is short, there may be none to say so. That ends no thread.
    }
  }

  private void start(Received received) {
    var delivery = received.delivery();
    var turn = lanes.turn(delivery.message(), delivery.count());
    var thread = receiver;
    try {
      var timeLimit = new TimeLimit(application, delivery.message());
      Supplier<Outcome> work = () -> worker.handle(delivery, turn, timeLimit);
      thread = threads.newThread(() -> end(Thread.currentThread(), received, turn, work));
      thread.setName(application.name() + " " + delivery.message().id());
      inFlight.put(thread, new InFlight(delivery, timeLimit));
      thread.start();
    } catch (RuntimeException | Error noThread) {
      end(thread, received, turn, () -> worker.giveBack(delivery, turn, noThread));
    }
  }

  /// Lets `handling` settle a delivery, and whoever comes next have its place.
  private void end(Thread thread, Received received, Turn turn, Supplier<Outcome> handling) {
    try {
      var outcome = outcome(received, turn, handling);
      if (stopping && outcome instanceof Interrupted) {
        givenBack.add(received.delivery().message().id());
      }
      learnFrom(outcome);
    } finally {
      inFlight.remove(thread);
      permits.release();
      received.from().settled();
    }
  }

  /// What a delivery came to. Whatever is thrown, those behind it have their turns, and the broker
  /// has it again.
  private Outcome outcome(Received received, Turn turn, Supplier<Outcome> handling) {
    try {
      return handling.get();
    } catch (Throwable unsettled) {
      complain("delivery.not-settled", unsettled);
      close(received.from()::close);
      return new Interrupted(unsettled);
    } finally {
      turn.end();
    }
  }

  /// What a delivery tells of the broker, and of whatever else the application depends on.
  private void learnFrom(Outcome outcome) {
    switch (outcome) {
      case Interrupted _ -> {
        brokerFailures.incrementAndGet();
        gate.undecided();
      }
      case OutOfTurn _ -> gate.undecided();
      case Unavailable(_, var cause) -> {
        brokerFailures.set(0);
        gate.unavailable(cause);
      }
      case Completed _, Aborted _, Retried _, Snoozed _, DeadLettered _ -> {
        brokerFailures.set(0);
        gate.available();
      }
    }
  }

  /// Keeps a broker that does not confirm from being asked again and again at once.
  private void pauseWhileTheBrokerFails() throws InterruptedException {
    var failures = brokerFailures.get();
    if (failures > 0) {
      var pause = FIRST_PAUSE.multipliedBy(1L << Math.min(failures - 1, 10));
      Thread.sleep(pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause);
    }
  }

  private void watch() {
    while (!stopping) {
      try {
        Thread.sleep(LOOK);
        inFlight.values().forEach(each -> each.timeLimit().check());
        askOperator();
      } catch (InterruptedException stopped) {
        log.atTrace().addKeyValue("application", application.name()).log("watch.stopped");
      } catch (Throwable failure) {
        // As above: this one must not end either.
        tell("watch.failed", "time limits and pauses are looked at a little later", failure);
      }
    }
  }

  /// Whether an operator paused the queue. A broker that is away says nothing new.
  private void askOperator() {
    try {
      gate.operatorSays(queue.transport().pauseOf(queue.name()));
    } catch (RuntimeException broker) {
      log.atDebug()
          .addKeyValue("application", application.name())
          .setCause(broker)
          .log("operator.not-heard");
    }
  }

  /// Receives no more; what the broker handed over beyond what is in flight goes back.
  public void stopReceiving() {
    stopping = true;
    receiver.interrupt();
    watch.interrupt();
    try {
      receiver.join();
      watch.join();
    } catch (InterruptedException ending) {
      Thread.currentThread().interrupt();
    }
    var current = subscription;
    if (current != null) {
      current.stop();
    }
  }

  /// Waits until all that is in flight is settled, once this receives no more. Not to be asked
  /// again once it is.
  public boolean isSettledWithin(Duration time) throws InterruptedException {
    return permits.tryAcquire(application.concurrency(), time.toNanos(), TimeUnit.NANOSECONDS);
  }

  /// Interrupts what is still in flight: it goes back to the queue.
  public void interrupt() {
    worker.shutDown();
    inFlight.keySet().forEach(Thread::interrupt);
  }

  /// Says of what takes no notice of the interruption that nobody waits for it any longer.
  public void abandon() {
    inFlight.values().forEach(this::complainOfSilence);
  }

  /// What was not finished, with the application's name before each: it went back to the queue, or
  /// is going to once this is closed.
  public List<String> unfinished() {
    var stillThere = inFlight.values().stream().map(each -> each.delivery().message().id());
    return Stream.concat(givenBack.stream(), stillThere)
        .distinct()
        .map(id -> application.name() + " " + id)
        .toList();
  }

  private void complainOfSilence(InFlight late) {
    log.atWarn()
        .addKeyValue("application", application.name())
        .addKeyValue("message_id", late.delivery().message().id())
        .addKeyValue("consequence", "it is not waited for, and will be delivered again")
        .log("message.unfinished");
  }

  @Override
  public void close() {
    var current = subscription;
    if (current != null) {
      close(current::close);
    }
    close(producer);
  }

  /// Closes one part; that it fails is no reason to leave the others open.
  private void close(AutoCloseable part) {
    try {
      part.close();
    } catch (Exception failure) {
      log.atWarn()
          .addKeyValue("application", application.name())
          .addKeyValue("consequence", "what was not settled is delivered again")
          .setCause(failure)
          .log("receiver.close-failed");
    }
  }
}
