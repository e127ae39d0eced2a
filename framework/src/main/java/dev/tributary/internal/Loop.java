package dev.tributary.internal;

import dev.tributary.Application;
import dev.tributary.Outcome.Interrupted;
import dev.tributary.internal.Lanes.Turn;
import dev.tributary.spi.Consumer;
import dev.tributary.spi.Delivery;
import dev.tributary.spi.Producer;
import dev.tributary.spi.Transport;
import dev.tributary.spi.Transport.Lifetime;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Receives the deliveries of one application and gives each a virtual thread of its own, as many
/// at once as the application's concurrency allows.
///
/// When the connection to the broker is lost, the queue is declared and consumed anew, again and
/// again until that works. What was in flight belongs to the lost connection: it cannot be settled
/// any more, and the broker delivers it again.
public final class Loop implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Loop.class);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

  /// How long an interrupted delivery may take to give its message back.
  private static final Duration LAST_WORDS = Duration.ofSeconds(2);

  private final Application application;
  private final Queue queue;
  private final Producer producer;
  private final Worker worker;
  private final Lanes lanes;
  private final Semaphore permits;
  private final Map<Thread, Delivery> inFlight = new ConcurrentHashMap<>();
  private final AtomicInteger brokerFailures = new AtomicInteger();
  private final Thread receiver;
  private volatile Consumer consumer;

  /// An application's queue on a broker.
  ///
  /// @param name of the queue, which is the application's own name unless this is a trial
  public record Queue(
      Transport transport, String name, Application application, Lifetime lifetime) {
    public void declare() {
      transport.declare(name, application.bindings(), lifetime);
    }

    Consumer consume() {
      return transport.consumer(name, application.concurrency());
    }
  }

  private Loop(Queue queue, Consumer consumer, Producer producer, Worker worker, Lanes lanes) {
    this.application = queue.application();
    this.queue = queue;
    this.consumer = consumer;
    this.producer = producer;
    this.worker = worker;
    this.lanes = lanes;
    this.permits = new Semaphore(application.concurrency());
    this.receiver = Thread.ofVirtual().name(application.name()).unstarted(this::receive);
  }

  /// Starts receiving from `queue`, which has been declared.
  public static Loop start(Queue queue, EventLog events, InstantSource clock) {
    var application = queue.application();
    var consumer = queue.consume();
    var producer = queue.transport().producer();
    var worker = new Worker(application, producer, events, clock);
    var waitingHere = Math.max(1, application.concurrency() / 4);
    var lanes = new Lanes(application.orderKey(), waitingHere, clock);
    var loop = new Loop(queue, consumer, producer, worker, lanes);
    loop.receiver.start();
    return loop;
  }

  public int inFlight() {
    return inFlight.size();
  }

  private void receive() {
    try {
      while (!Thread.interrupted()) {
        pauseWhileTheBrokerFails();
        start(nextDelivery());
      }
    } catch (InterruptedException stopped) {
      log.atDebug().addKeyValue("application", application.name()).log("receiver.stopped");
    }
  }

  /// The next delivery, with a permit to work on it.
  private Delivery nextDelivery() throws InterruptedException {
    while (true) {
      permits.acquire();
      var received = false;
      try {
        var delivery = consumer.receive();
        received = true;
        return delivery;
      } catch (RuntimeException broker) {
        complain("receiver.failed", broker);
      } finally {
        if (!received) {
          permits.release();
        }
      }
      consumeAnew();
    }
  }

  private void consumeAnew() throws InterruptedException {
    close(consumer);
    while (true) {
      pauseWhileTheBrokerFails();
      try {
        queue.declare();
        consumer = queue.consume();
        log.atInfo().addKeyValue("application", application.name()).log("receiver.reconnected");
        return;
      } catch (RuntimeException broker) {
        complain("receiver.not-reconnected", broker);
      }
    }
  }

  private void complain(String event, RuntimeException broker) {
    brokerFailures.incrementAndGet();
    log.atWarn()
        .addKeyValue("application", application.name())
        .addKeyValue("consequence", "messages stay in the queue until the broker is back")
        .addKeyValue("cause", String.valueOf(broker.getMessage()))
        .log(event);
    log.atDebug().setCause(broker).log(event);
  }

  private void start(Delivery delivery) {
    var turn = lanes.turn(delivery.message());
    var thread = Thread.ofVirtual().unstarted(() -> work(delivery, turn));
    thread.setName(application.name() + " " + delivery.message().id());
    inFlight.put(thread, delivery);
    try {
      thread.start();
    } catch (Throwable noThread) {
      inFlight.remove(thread);
      turn.settling(new Interrupted(noThread));
      turn.end();
      permits.release();
      throw noThread;
    }
  }

  private void work(Delivery delivery, Turn turn) {
    try {
      var outcome = worker.handle(delivery, turn);
      turn.end();
      if (outcome instanceof Interrupted) {
        brokerFailures.incrementAndGet();
      } else {
        brokerFailures.set(0);
      }
    } finally {
      inFlight.remove(Thread.currentThread());
      permits.release();
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

  /// Receives no more; what the broker handed over beyond what is in flight goes back.
  public void stopReceiving() {
    receiver.interrupt();
    try {
      receiver.join();
    } catch (InterruptedException ending) {
      Thread.currentThread().interrupt();
    }
    consumer.stop();
  }

  /// Waits until all that is in flight is settled; interrupts what is not at the deadline and names
  /// it.
  public List<String> finish(Duration deadline) {
    var unfinished = new ArrayList<String>();
    try {
      if (!permits.tryAcquire(
          application.concurrency(), deadline.toNanos(), TimeUnit.NANOSECONDS)) {
        inFlight.forEach(
            (thread, delivery) -> {
              unfinished.add(application.name() + " " + delivery.message().id());
              thread.interrupt();
            });
        permits.tryAcquire(application.concurrency(), LAST_WORDS.toNanos(), TimeUnit.NANOSECONDS);
      }
    } catch (InterruptedException ending) {
      Thread.currentThread().interrupt();
    }
    return unfinished;
  }

  @Override
  public void close() {
    close(consumer);
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
