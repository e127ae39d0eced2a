package dev.tributary.rabbitmq;

import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// A [ConfirmChannel] that is opened again after it was lost.
final class Publisher implements AutoCloseable {
  private final Link link;
  private final Duration patience;
  private final ReentrantLock opening = new ReentrantLock();
  private volatile @Nullable ConfirmChannel channel;

  Publisher(Link link, Duration patience) {
    this.link = link;
    this.patience = patience;
  }

  /// The channel, opened now if there is none.
  ConfirmChannel channel() throws InterruptedException {
    var open = channel;
    if (open != null && open.isOpen()) {
      return open;
    }
    opening.lockInterruptibly();
    try {
      open = channel;
      if (open == null || !open.isOpen()) {
        end(open);
        open = ConfirmChannel.open(link, patience);
        channel = open;
      }
      return open;
    } finally {
      opening.unlock();
    }
  }

  private static void end(@Nullable ConfirmChannel channel) {
    if (channel != null) {
      channel.close();
    }
  }

  @Override
  public void close() {
    opening.lock();
    try {
      end(channel);
      channel = null;
    } finally {
      opening.unlock();
    }
  }
}
