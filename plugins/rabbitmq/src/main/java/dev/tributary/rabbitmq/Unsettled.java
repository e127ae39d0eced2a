package dev.tributary.rabbitmq;

import com.rabbitmq.client.Channel;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// The deliveries of one channel for which the broker waits, the oldest first.
///
/// They are settled in any order. What is acknowledged from the oldest on without a gap is told to
/// the broker in one word, all others one by one. It needs the list to know that there is no gap: a
/// word for all up to one must not settle a delivery that somebody still works on.
final class Unsettled {
  private final Channel channel;
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable RabbitDelivery oldest;
  private @Nullable RabbitDelivery newest;

  Unsettled(Channel channel) {
    this.channel = channel;
  }

  /// Adds a delivery, in the order in which the broker hands them over.
  void add(RabbitDelivery delivery) {
    lock.lock();
    try {
      delivery.previous = newest;
      if (newest == null) {
        oldest = delivery;
      } else {
        newest.next = delivery;
      }
      newest = delivery;
    } finally {
      lock.unlock();
    }
  }

  /// Tells the broker what became of `settled`. Called by one thread at a time.
  void settle(List<RabbitDelivery> settled) throws IOException {
    var gapless = remove(settled);
    for (var delivery : settled) {
      if (delivery.isGivenBack()) {
        // Not basic.reject, by which newer brokers count the delivery as one that failed.
        channel.basicNack(delivery.tag(), false, true);
      }
    }
    if (gapless > 0) {
      channel.basicAck(gapless, true);
    }
    for (var delivery : settled) {
      if (delivery.tag() > gapless && !delivery.isGivenBack()) {
        channel.basicAck(delivery.tag(), false);
      }
    }
  }

  /// Forgets `settled`.
  ///
  /// @return the tag of the last acknowledged one before which nothing is left; 0 if there is none
  private long remove(List<RabbitDelivery> settled) {
    var gapless = 0L;
    lock.lock();
    try {
      for (var delivery : settled) {
        delivery.leaving = true;
      }
      for (var first = oldest; first != null && first.leaving; first = first.next) {
        if (!first.isGivenBack()) {
          gapless = first.tag();
        }
      }
      for (var delivery : settled) {
        remove(delivery);
      }
    } finally {
      lock.unlock();
    }
    return gapless;
  }

  private void remove(RabbitDelivery delivery) {
    if (delivery.previous == null) {
      oldest = delivery.next;
    } else {
      delivery.previous.next = delivery.next;
    }
    if (delivery.next == null) {
      newest = delivery.previous;
    } else {
      delivery.next.previous = delivery.previous;
    }
  }
}
