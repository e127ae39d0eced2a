package dev.tributary.rabbitmq;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.ConfirmListener;
import com.rabbitmq.client.ReturnListener;
import com.rabbitmq.client.ShutdownSignalException;
import dev.tributary.spi.TransportException;
import dev.tributary.spi.UnroutableException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A channel on which messages of many threads are confirmed together.
///
/// They are written by one thread and answered by another, the one that reads the connection. What
/// waits for its answer lies between the two in a ring, at the place of its number: the broker
/// numbers what is published from 1 and answers by number, often for all up to one at once. Whoever
/// takes a publication out of the ring is the one who answers for it.
///
/// A message that has no queue is returned just before it is confirmed. The return has no number,
/// so it is found by what is known of it.
final class ConfirmChannel {
  private static final Logger log = LoggerFactory.getLogger(ConfirmChannel.class);

  /// How many may be unanswered at once.
  private static final int RING = 1 << 14;

  private static final Duration NAP = Duration.ofMillis(1);

  /// What is published soon after something else waits so long for more, or for so many.
  private static final Duration LINGER = Duration.ofNanos(250_000);

  private static final int ENOUGH = 64;

  /// How often it is looked, in the time that the broker has for a confirmation.
  private static final int LOOKS = 8;

  private final Link link;
  private final Channel channel;
  private final Duration patience;
  private final Outbox<Batch> outbox;
  private final Set<String> exchanges = ConcurrentHashMap.newKeySet();
  private final AtomicReferenceArray<@Nullable Pending> ring = new AtomicReferenceArray<>(RING);

  /// Those that somebody waits for.
  private final Set<Batch> waiting = ConcurrentHashMap.newKeySet();

  /// A timer for each of them would cost more than all else that is done to publish it. A platform
  /// thread, so that nobody waits for ever, whatever callbacks do with the others.
  private final Thread watch;

  private volatile @Nullable TransportException lost;

  /// All numbers below this are answered. Like the next one, used by the reading thread only.
  private long oldest = 1;

  /// No number above this is answered.
  private long newest;

  private static final class Pending {
    final long number;
    final Publication publication;
    final Batch batch;
    boolean returned;

    Pending(long number, Publication publication, Batch batch) {
      this.number = number;
      this.publication = publication;
      this.batch = batch;
    }
  }

  private ConfirmChannel(Link link, Channel channel, Duration patience) {
    this.link = link;
    this.channel = channel;
    this.patience = patience;
    this.outbox = new Outbox<>("rabbitmq-publisher", LINGER, ENOUGH, this::write, this::broken);
    this.watch = Thread.ofPlatform().daemon().name("rabbitmq-confirmations").unstarted(this::watch);
  }

  /// @param patience how long to wait for the next confirmation
  static ConfirmChannel open(Link link, Duration patience) {
    var channel = link.channel();
    try {
      channel.confirmSelect();
    } catch (IOException | ShutdownSignalException failure) {
      Link.end(channel);
      throw Refusal.of("no channel with confirmations", failure);
    }
    var confirming = new ConfirmChannel(link, channel, patience);
    var answers = confirming.new Answers();
    channel.addConfirmListener(answers);
    channel.addReturnListener(answers);
    channel.addShutdownListener(confirming::lose);
    confirming.watch.start();
    return confirming;
  }

  boolean isOpen() {
    return lost == null && channel.isOpen();
  }

  /// How many bytes the broker allows in one frame.
  int frameMax() {
    return channel.getConnection().getFrameMax();
  }

  /// Makes the exchange of an application's results, if that was not done on this channel before.
  void makeExchange(String exchange) {
    if (!exchanges.contains(exchange)) {
      link.ask(
          "exchange " + exchange + " cannot be declared",
          asked -> {
            Topology.declareExchange(asked, exchange);
            return exchange;
          });
      exchanges.add(exchange);
    }
  }

  /// Publishes all of them and returns once the broker has confirmed them.
  ///
  /// @throws UnroutableException if one of them must have a queue and has none
  /// @throws TransportException if the broker did not confirm one
  void publish(List<Publication> publications) throws InterruptedException {
    if (publications.isEmpty()) {
      return;
    }
    var batch = new Batch(publications);
    waiting.add(batch);
    try {
      if (!outbox.add(batch)) {
        throw new TransportException("the producer is closed", null);
      }
      batch.await();
    } finally {
      waiting.remove(batch);
    }
  }

  private void watch() {
    while (true) {
      try {
        Thread.sleep(patience.dividedBy(LOOKS));
        waiting.forEach(batch -> batch.giveUpAfter(patience, this::silence));
      } catch (InterruptedException closed) {
        return;
      } catch (Throwable failure) {
        complain(failure);
      }
    }
  }

  /// Memory may be short for a moment, because of somebody else. The watch must not end.
  private static void complain(Throwable failure) {
    try {
      log.atWarn()
          .addKeyValue("consequence", "who waits for a confirmation is told a little later")
          .setCause(failure)
          .log("confirmations.watch-failed");
    } catch (Throwable _) {
      // There is none to say so either.
    }
  }

  private String silence() {
    var blockage = link.blockage();
    return blockage.isEmpty() ? "" : "; " + blockage;
  }

  private void write(List<Batch> batches) {
    try {
      GatheringFactory.gather(channel, () -> batches.forEach(this::write));
    } catch (IOException | ShutdownSignalException failure) {
      lose(failure);
    }
  }

  /// What was being written is lost with the channel, and so is all that comes after it.
  private void broken(Throwable failure) {
    var cause = lose(failure);
    waiting.forEach(batch -> batch.giveUp(cause));
    Link.end(channel);
  }

  private void write(Batch batch) {
    for (var publication : batch.publications()) {
      write(publication, batch);
    }
  }

  private void write(Publication publication, Batch batch) {
    while (lost == null && !batch.isAbandoned() && link.isBlocked()) {
      nap();
    }
    var number = channel.getNextPublishSeqNo();
    while (lost == null && ring.get(place(number)) != null) {
      nap();
    }
    if (lost != null) {
      batch.failed(lost);
    } else if (!batch.isAbandoned()) {
      write(new Pending(number, publication, batch));
    }
  }

  private void write(Pending pending) {
    var publication = pending.publication;
    ring.set(place(pending.number), pending);
    try {
      channel.basicPublish(
          publication.exchange(),
          publication.routingKey(),
          publication.mandatory(),
          publication.properties(),
          publication.body());
    } catch (IOException | ShutdownSignalException failure) {
      lose(failure);
    } catch (RuntimeException refused) {
      // The client may have counted it, the broker has not: their numbers differ from here on.
      lose(refused);
      Link.end(channel);
    }
    var cause = lost;
    if (cause != null && take(pending)) {
      // Whoever lost the channel may have looked into the ring before this was there.
      pending.batch.failed(cause);
    }
  }

  /// For something that the broker does not do before it has what was written.
  private void nap() {
    try {
      GatheringFactory.flush(channel);
    } catch (IOException | ShutdownSignalException failure) {
      lose(failure);
    }
    LockSupport.parkNanos(this, NAP.toNanos());
  }

  private static int place(long number) {
    return (int) (number % RING);
  }

  /// Whether it was the caller who took `pending` out of the ring.
  private boolean take(Pending pending) {
    return ring.compareAndSet(place(pending.number), pending, null);
  }

  /// What waits for the answer with this number, or null if that was given.
  private @Nullable Pending pending(long number) {
    var pending = ring.get(place(number));
    return pending != null && pending.number == number ? pending : null;
  }

  /// @return why what waits for its answer will have none
  private TransportException lose(Throwable cause) {
    var why = lost;
    if (why == null) {
      why = Refusal.of("the channel is lost; what was sent on it may have arrived or not", cause);
      lost = why;
    }
    for (var place = 0; place < RING; place++) {
      var pending = ring.get(place);
      if (pending != null && take(pending)) {
        pending.batch.failed(why);
      }
    }
    return why;
  }

  void close() {
    outbox.close(patience);
    watch.interrupt();
    Link.end(channel);
  }

  /// What the broker says, in the thread that reads the connection.
  private final class Answers implements ConfirmListener, ReturnListener {
    @Override
    public void handleAck(long number, boolean andAllBefore) {
      answer(number, andAllBefore, true);
    }

    @Override
    public void handleNack(long number, boolean andAllBefore) {
      answer(number, andAllBefore, false);
    }

    private void answer(long number, boolean andAllBefore, boolean taken) {
      newest = Math.max(newest, number);
      for (var each = andAllBefore ? oldest : number; each <= number; each++) {
        var pending = pending(each);
        if (pending != null && take(pending)) {
          answer(pending, taken);
        }
      }
      while (oldest <= newest && pending(oldest) == null) {
        oldest++;
      }
    }

    private void answer(Pending pending, boolean taken) {
      var publication = pending.publication;
      if (!taken) {
        pending.batch.failed(
            new TransportException("the broker did not take the message for " + publication, null));
      } else if (pending.returned) {
        pending.batch.failed(
            new UnroutableException(publication.exchange(), publication.routingKey()));
      } else {
        pending.batch.confirmed();
      }
    }

    @Override
    public void handleReturn(
        int code,
        String text,
        String exchange,
        String routingKey,
        BasicProperties properties,
        byte[] body) {
      for (var number = oldest; number < oldest + RING; number++) {
        var pending = pending(number);
        if (pending != null
            && !pending.returned
            && pending.publication.mandatory()
            && pending.publication.isKnownBy(exchange, routingKey, properties.getMessageId())) {
          pending.returned = true;
          return;
        }
      }
    }
  }
}
