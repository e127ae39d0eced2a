package dev.tributary.spi;

import dev.tributary.Message;
import java.time.Duration;

/// One hand-over of a message by the broker, settled exactly once by one of the verbs below. Safe
/// for use by many threads; a second settlement is an [IllegalStateException]. A verb that throws
/// anything else has not settled it.
///
/// A delivery that is never settled is delivered again once its consumer or the process ends.
public interface Delivery {
  Message message();

  /// How often the broker has delivered the message to this queue's consumers, this time included,
  /// as far as it knows: it counts on while deliveries are lost, may count on or start anew when
  /// they are requeued, and starts anew with [#retryAfter].
  int count();

  /// The message is done with: the broker forgets it.
  void ack();

  /// Puts `retry` into this delivery's own queue, to be delivered after `delay`, and forgets the
  /// delivered one once the broker has confirmed that. Until then it waits in the broker, durable,
  /// and holds nothing here. No other queue sees it.
  void retryAfter(Message retry, Duration delay) throws InterruptedException;

  /// Hands the message back: it is delivered again, soon, to whoever consumes the queue.
  void requeue();
}
