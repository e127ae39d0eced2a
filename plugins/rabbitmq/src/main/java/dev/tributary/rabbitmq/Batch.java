package dev.tributary.rabbitmq;

import dev.tributary.spi.TransportException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Publications that one thread waits for together.
final class Batch {
  private final List<Publication> publications;
  private final CountDownLatch unanswered;
  private volatile @Nullable RuntimeException failure;
  private volatile boolean abandoned;

  Batch(List<Publication> publications) {
    this.publications = publications;
    this.unanswered = new CountDownLatch(publications.size());
  }

  List<Publication> publications() {
    return publications;
  }

  /// Whether nobody waits any more, so that what is not written need not be.
  boolean isAbandoned() {
    return abandoned;
  }

  /// The broker has one of them.
  void confirmed() {
    unanswered.countDown();
  }

  /// One of them failed. A broker that failed says more than a missing queue: then the whole batch
  /// has to be sent again.
  void failed(RuntimeException cause) {
    if (failure == null || cause instanceof TransportException) {
      failure = cause;
    }
    unanswered.countDown();
  }

  /// Waits until there is an answer for all of them.
  ///
  /// @param patience with the next answer
  /// @param why there may be none
  void await(Duration patience, Supplier<String> why) throws InterruptedException {
    try {
      awaitAnswers(patience, why);
    } catch (InterruptedException | TransportException givenUp) {
      abandoned = true;
      throw givenUp;
    }
    switch (failure) {
      case null -> {}
      // Others wait for the same broker: each has an exception of its own.
      case TransportException broker -> throw Refusal.again(broker);
      case RuntimeException own -> throw own;
    }
  }

  private void awaitAnswers(Duration patience, Supplier<String> why) throws InterruptedException {
    var left = unanswered.getCount();
    while (!unanswered.await(patience.toNanos(), TimeUnit.NANOSECONDS)) {
      var now = unanswered.getCount();
      if (now == left) {
        throw new TransportException(
            "the broker did not confirm %d of %d messages to %s within %d ms%s"
                .formatted(
                    now,
                    publications.size(),
                    publications.getFirst(),
                    patience.toMillis(),
                    why.get()),
            null);
      }
      left = now;
    }
  }
}
