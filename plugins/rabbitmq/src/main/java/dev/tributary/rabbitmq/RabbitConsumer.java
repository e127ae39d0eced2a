package dev.tributary.rabbitmq;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.DefaultConsumer;
import com.rabbitmq.client.Envelope;
import com.rabbitmq.client.ShutdownSignalException;
import dev.tributary.Message;
import dev.tributary.spi.Consumer;
import dev.tributary.spi.Delivery;
import dev.tributary.spi.Transport.Sharing;
import dev.tributary.spi.TransportException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Consumes an application's queue, and its queue for what is urgent, over one channel.
///
/// The broker bounds what it hands over for each queue by itself; quorum queues have no bound that
/// they share. So up to twice the prefetch may lie here, and what is received and not settled is
/// counted here. What is urgent is received first, however long the others have been here.
///
/// A channel that is lost takes its deliveries with it. The broker also closes one on which a
/// delivery was not settled within its `consumer_timeout`, half an hour as it comes: a callback
/// that takes longer needs a broker that allows for it. Nothing here holds a delivery to wait.
final class RabbitConsumer implements Consumer {
  private static final Logger log = LoggerFactory.getLogger(RabbitConsumer.class);
  private static final int LARGEST_PREFETCH = 0xFFFF;
  private static final Duration LAST_WORDS = Duration.ofSeconds(5);

  /// The broker can wait for a settlement, unless it hands over nothing more before.
  private static final Duration LINGER = Duration.ofMillis(1);

  private final Channel channel;
  private final String queue;
  private final Sharing sharing;
  private final int prefetch;
  private final Returns returns;
  private final Unread unread;
  private final Unsettled unsettled;
  private final Outbox<RabbitDelivery> outbox;
  private final List<String> tags = new ArrayList<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Queue<RabbitDelivery> urgent = new ArrayDeque<>();
  private final Queue<RabbitDelivery> normal = new ArrayDeque<>();
  private final Turns turns = new Turns();
  private final AtomicBoolean stopped = new AtomicBoolean();

  /// Received and not settled.
  private int out;

  /// Something was given back while the broker took no messages, as it does perhaps still.
  private boolean heldUp;

  private volatile @Nullable TransportException end;

  /// The way back into an application's own queue.
  interface Returns {
    void send(String queue, Message message, Duration delay) throws InterruptedException;

    /// Whether the broker takes no messages: neither these, nor an application's results.
    boolean isBlocked();
  }

  private RabbitConsumer(
      Channel channel,
      String queue,
      Sharing sharing,
      int prefetch,
      Returns returns,
      Unread unread) {
    this.channel = channel;
    this.queue = queue;
    this.sharing = sharing;
    this.prefetch = prefetch;
    this.returns = returns;
    this.unread = unread;
    this.unsettled = new Unsettled(channel);
    this.outbox =
        new Outbox<>(
            "rabbitmq-settlements-" + queue,
            LINGER,
            Math.ceilDiv(prefetch, 4),
            this::write,
            this::broken);
  }

  /// @param sharing what the queue was declared with
  static RabbitConsumer open(
      Link link, String queue, Sharing sharing, int prefetch, Returns returns, Unread unread) {
    if (prefetch < 1 || prefetch > LARGEST_PREFETCH) {
      throw new IllegalArgumentException(
          "expected a prefetch from 1 to %d for queue %s, got: %d"
              .formatted(LARGEST_PREFETCH, queue, prefetch));
    }
    var consumer = new RabbitConsumer(link.channel(), queue, sharing, prefetch, returns, unread);
    try {
      consumer.start();
      return consumer;
    } catch (IOException | ShutdownSignalException failure) {
      consumer.close();
      throw Refusal.of("queue " + queue + " cannot be consumed", failure);
    }
  }

  private void start() throws IOException {
    channel.addShutdownListener(cause -> end(Refusal.of("the channel is lost", cause)));
    channel.basicQos(prefetch);
    tags.add(channel.basicConsume(Names.urgent(queue), new Arrivals(urgent)));
    tags.add(channel.basicConsume(queue, new Arrivals(normal)));
  }

  /// Called in the thread that reads the connection.
  private final class Arrivals extends DefaultConsumer {
    private final Queue<RabbitDelivery> arrived;

    Arrivals(Queue<RabbitDelivery> arrived) {
      super(channel);
      this.arrived = arrived;
    }

    @Override
    public void handleDelivery(
        String consumerTag, Envelope envelope, BasicProperties properties, byte[] body) {
      var received = Received.of(envelope, properties, body);
      var delivery = new RabbitDelivery(RabbitConsumer.this, envelope.getDeliveryTag(), received);
      unsettled.add(delivery);
      lock.lock();
      try {
        arrived.add(delivery);
        changed.signal();
      } finally {
        lock.unlock();
      }
    }

    @Override
    public void handleCancel(String consumerTag) {
      end(new TransportException("queue " + queue + " was removed, or its node stopped", null));
    }
  }

  @Override
  public Delivery receive() throws InterruptedException {
    while (true) {
      var delivery = next();
      if (!delivery.early().isPositive()) {
        return delivery;
      }
      startAnotherTurn(delivery);
    }
  }

  private RabbitDelivery next() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (true) {
        requireOpen();
        var delivery = out < prefetch && !isHeldUp() ? poll() : null;
        if (delivery != null) {
          out++;
          return delivery;
        }
        changed.await();
      }
    } finally {
      lock.unlock();
    }
  }

  private @Nullable RabbitDelivery poll() {
    var first = urgent.poll();
    return first != null ? first : normal.poll();
  }

  /// What was given back because the broker takes no messages would come to the same end, again and
  /// again. Whoever sends nothing goes on: what it acknowledges makes room.
  private boolean isHeldUp() {
    heldUp = heldUp && returns.isBlocked();
    return heldUp;
  }

  /// Looks again at what may be received.
  void wake() {
    lock.lock();
    try {
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void startAnotherTurn(RabbitDelivery delivery) {
    if (!turns.begin()) {
      giveBackUndone(delivery);
      return;
    }
    try {
      Thread.ofVirtual().name(queue + " another turn").start(() -> waitAnotherTurn(delivery));
    } catch (RuntimeException | Error noThread) {
      giveBackUndone(delivery);
      turns.end();
      throw noThread;
    }
  }

  private void waitAnotherTurn(RabbitDelivery delivery) {
    try {
      delivery.retryAfter(delivery.message(), delivery.early());
    } catch (InterruptedException | RuntimeException failure) {
      log.atWarn()
          .addKeyValue("queue", queue)
          .addKeyValue("message_id", delivery.message().id())
          .addKeyValue("consequence", "it is delivered again, and put back then")
          .setCause(failure)
          .log("delay.not-continued");
      giveBackUndone(delivery);
    } finally {
      turns.end();
    }
  }

  private void giveBackUndone(RabbitDelivery delivery) {
    unread.add(queue, delivery.message().id());
    try {
      delivery.requeue();
    } catch (TransportException lost) {
      log.atDebug().setCause(lost).log("delivery.lost");
    }
  }

  String queue() {
    return queue;
  }

  /// @throws TransportException if deliveries can be neither received nor settled any more
  void requireOpen() {
    var cause = end;
    if (cause != null) {
      throw Refusal.again(cause);
    }
  }

  /// How often somebody received the message, as far as is known.
  int count(Received received) {
    var counted = received.count();
    return counted == 1 ? 1 : Math.max(1, counted - unread.times(queue, received.message().id()));
  }

  void sendBack(Message message, Duration delay) throws InterruptedException {
    returns.send(queue, message, delay);
  }

  /// Tells the broker, soon, what became of a delivery that was received.
  void settle(RabbitDelivery delivery) {
    requireOpen();
    if (delivery.isAgain() && !delivery.isGivenBack()) {
      unread.forget(queue, delivery.message().id());
    }
    lock.lock();
    try {
      out--;
      heldUp = heldUp || (delivery.isGivenBack() && returns.isBlocked());
      changed.signal();
    } finally {
      lock.unlock();
    }
    if (!outbox.add(delivery)) {
      requireOpen();
    }
  }

  private void write(List<RabbitDelivery> settled) {
    if (end == null) {
      try {
        GatheringFactory.gather(channel, () -> unsettled.settle(settled));
      } catch (IOException | ShutdownSignalException failure) {
        end(Refusal.of("the channel is lost", failure));
      }
    }
  }

  /// Nobody knows what was told to the broker. Without the channel it delivers all of it again.
  private void broken(Throwable failure) {
    end(Refusal.of("the channel is lost", failure));
    Link.end(channel);
  }

  boolean isClosed() {
    return end != null;
  }

  /// How many deliveries of this queue are here and not settled. Those that are on their way are
  /// waited for.
  int held() {
    if (end == null) {
      awaitDeliveriesOnTheirWay();
    }
    lock.lock();
    try {
      return end == null ? out + urgent.size() + normal.size() : 0;
    } finally {
      lock.unlock();
    }
  }

  /// Asks for what is the case already: the answer comes behind all that was sent before it.
  private void awaitDeliveriesOnTheirWay() {
    try {
      channel.basicQos(prefetch);
    } catch (IOException | ShutdownSignalException lost) {
      log.atDebug().setCause(lost).log("consumer.lost");
    }
  }

  private void end(TransportException cause) {
    lock.lock();
    try {
      if (end == null) {
        end = cause;
      }
      notReceived().forEach(delivery -> unread.add(queue, delivery.message().id()));
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// {@inheritDoc}
  ///
  /// A single active consumer stays that until it is closed, and gives nothing back before: whoever
  /// is next in line would have what comes later before what is still worked on here.
  @Override
  public void stop() {
    if (stopped.compareAndSet(false, true) && sharing == Sharing.COMPETING) {
      tags.forEach(this::cancel);
      notReceived().forEach(this::giveBackUnread);
    }
  }

  /// After the broker has answered, nothing arrives any more.
  private void cancel(String tag) {
    try {
      channel.basicCancel(tag);
    } catch (IOException | ShutdownSignalException lost) {
      log.atDebug().setCause(lost).log("consumer.cancel-failed");
    }
  }

  private List<RabbitDelivery> notReceived() {
    lock.lock();
    try {
      var rest = new ArrayList<>(urgent);
      rest.addAll(normal);
      urgent.clear();
      normal.clear();
      return rest;
    } finally {
      lock.unlock();
    }
  }

  private void giveBackUnread(RabbitDelivery delivery) {
    unread.add(queue, delivery.message().id());
    delivery.giveBackUnread();
    outbox.add(delivery);
  }

  @Override
  public void close() {
    stop();
    turns.close(LAST_WORDS);
    outbox.close(LAST_WORDS);
    end(new TransportException("the consumer of queue " + queue + " is closed", null));
    Link.end(channel);
  }
}
