package dev.tributary.rabbitmq;

import dev.tributary.spi.TransportException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Publications that one thread waits for together.
final class Batch {
  private final List<Publication> publications;
  private final AtomicInteger unanswered;
  private final CountDownLatch over = new CountDownLatch(1);
  private volatile @Nullable RuntimeException failure;
  private volatile boolean abandoned;

  // Of whoever looks after those that wait.
  private int unansweredBefore;
  private long newsAt = System.nanoTime();

  Batch(List<Publication> publications) {
    this.publications = publications;
    this.unanswered = new AtomicInteger(publications.size());
    this.unansweredBefore = publications.size();
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
    answered();
  }

  /// Gives up: nobody is going to answer what is not answered.
  void giveUp(TransportException cause) {
    if (unanswered.get() > 0) {
      failure = cause;
      abandoned = true;
      over.countDown();
    }
  }

  /// One of them failed. A broker that failed says more than a missing queue: then the whole batch
  /// has to be sent again.
  void failed(RuntimeException cause) {
    if (failure == null || cause instanceof TransportException) {
      failure = cause;
    }
    answered();
  }

  private void answered() {
    if (unanswered.decrementAndGet() == 0) {
      over.countDown();
    }
  }

  /// Gives up if there was no answer for as long as `patience`. Called now and then, by one thread.
  ///
  /// @param why there may be none
  void giveUpAfter(Duration patience, Supplier<String> why) {
    var now = unanswered.get();
    if (now != unansweredBefore) {
      unansweredBefore = now;
      newsAt = System.nanoTime();
    } else if (System.nanoTime() - newsAt > patience.toNanos()) {
      giveUp(
          new TransportException(
              "the broker did not confirm %d of %d messages to %s within %d ms%s"
                  .formatted(
                      now,
                      publications.size(),
                      publications.getFirst(),
                      patience.toMillis(),
                      why.get()),
              null));
    }
  }

  /// Waits until there is an answer for all of them, or one that they failed.
  void await() throws InterruptedException {
    try {
      over.await();
    } catch (InterruptedException givenUp) {
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
}
