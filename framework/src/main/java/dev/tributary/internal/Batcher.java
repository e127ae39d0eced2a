package dev.tributary.internal;

import dev.tributary.BatchCallback;
import dev.tributary.BatchCallback.Reply;
import dev.tributary.BatchCallback.Reply.Done;
import dev.tributary.BatchCallback.Reply.Failed;
import dev.tributary.Callback;
import dev.tributary.Message;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/// A batch callback as a plain one. Deliveries that come at about the same time gather; the thread
/// of the first waits until there are enough, or for as long as they may linger, and does the work
/// for all. Each of the others waits for its own reply, and settles its own delivery.
public final class Batcher implements Callback {
  private final int size;
  private final Duration linger;
  private final BatchCallback callback;
  private final ReentrantLock lock = new ReentrantLock();
  private Batch gathering;

  /// Whoever worked on a batch was interrupted, so that nothing came of it for the others either.
  static final class InterruptedBatchException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    InterruptedBatchException(int size, Throwable cause) {
      super("the batch of " + size + " messages was interrupted before it was done", cause);
    }
  }

  private static final class Batch {
    final List<Message> messages = new ArrayList<>();
    final CountDownLatch full = new CountDownLatch(1);
    final CompletableFuture<List<Reply>> replies = new CompletableFuture<>();
  }

  public Batcher(int size, Duration linger, BatchCallback callback) {
    if (size < 1 || linger.isNegative()) {
      throw new IllegalArgumentException(
          "expected a batch of 1 or more that lingers 0 or longer, got: " + size + ", " + linger);
    }
    this.size = size;
    this.linger = linger;
    this.callback = callback;
    this.gathering = new Batch();
  }

  @Override
  public List<Message> apply(Message message) throws Exception {
    Batch batch;
    int place;
    lock.lock();
    try {
      batch = gathering;
      place = batch.messages.size();
      batch.messages.add(message);
      if (batch.messages.size() == size) {
        close(batch);
      }
    } finally {
      lock.unlock();
    }
    if (place == 0) {
      work(batch);
    }
    return switch (reply(batch, place)) {
      case Done(var results) -> results;
      case Failed(var cause) -> throw cause;
    };
  }

  /// Lets nobody else into `batch`. The lock is held.
  private void close(Batch batch) {
    if (gathering == batch) {
      gathering = new Batch();
    }
    batch.full.countDown();
  }

  /// Called by the thread of the batch's first message. Whatever it comes to, the others learn of
  /// it.
  private void work(Batch batch) {
    try {
      // The answer does not matter: full or not, it is time.
      var _ = batch.full.await(linger.toNanos(), TimeUnit.NANOSECONDS);
      lock.lock();
      try {
        close(batch);
      } finally {
        lock.unlock();
      }
      batch.replies.complete(replies(batch.messages));
    } catch (Throwable failure) {
      lock.lock();
      try {
        close(batch);
      } finally {
        lock.unlock();
      }
      batch.replies.completeExceptionally(failure);
    }
  }

  private List<Reply> replies(List<Message> messages) throws Exception {
    var replies = callback.apply(List.copyOf(messages));
    if (replies.size() != messages.size()) {
      throw new IllegalStateException(
          "expected one reply for each of %d messages of a batch, got: %d"
              .formatted(messages.size(), replies.size()));
    }
    return replies;
  }

  private static Reply reply(Batch batch, int place) throws Exception {
    try {
      return batch.replies.get().get(place);
    } catch (ExecutionException failure) {
      switch (failure.getCause()) {
        case InterruptedException cause when isOfAnother(place) ->
            throw new InterruptedBatchException(batch.messages.size(), cause);
        case Exception cause -> throw cause;
        case Error error -> throw error;
        case null, default -> throw new IllegalStateException(failure);
      }
    }
  }

  /// Whether an interruption was not of this thread, but of the one that worked on the batch.
  private static boolean isOfAnother(int place) {
    return place > 0 && !Thread.currentThread().isInterrupted();
  }
}
