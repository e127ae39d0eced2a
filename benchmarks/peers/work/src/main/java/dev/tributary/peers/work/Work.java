package dev.tributary.peers.work;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;

/// What every contender's callback does with a message: it waits as for a third party, or fails the
/// first time it sees the message, as the process' properties `peer.wait` (milliseconds) and
/// `peer.failing` (how many of a hundred) say.
///
/// Safe for use by many threads.
public final class Work {
  /// A body begins with the number of its message, in so many digits.
  public static final int DIGITS = 12;

  private static final Duration WAIT = Duration.ofMillis(Long.getLong("peer.wait", 0));
  private static final int FAILING = Integer.getInteger("peer.failing", 0);

  /// The numbers of messages that have failed.
  private static final Set<Long> failed = ConcurrentHashMap.newKeySet();

  private Work() {}

  /// Does what a callback does with the message of this body.
  ///
  /// @throws IllegalStateException if the message is to fail, or the thread is interrupted
  public static void on(byte[] body) {
    if (WAIT.isPositive()) {
      await();
    }
    if (FAILING > 0 && fails(number(body), FAILING) && failed.add(number(body))) {
      throw new IllegalStateException("fails on purpose, the first time");
    }
  }

  private static void await() {
    try {
      Thread.sleep(WAIT);
    } catch (InterruptedException ending) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while it waited", ending);
    }
  }

  /// The number of the message of this body.
  public static long number(byte[] body) {
    return Long.parseLong(new String(body, 0, DIGITS, US_ASCII));
  }

  /// Whether the message of this number is one of `failing` in a hundred.
  public static boolean fails(long number, int failing) {
    return number % 100 < failing;
  }

  /// What runs callbacks in programs that must not block: a thread for each if they wait, else the
  /// caller's.
  public static Executor executor() {
    return WAIT.isPositive() ? Executors.newVirtualThreadPerTaskExecutor() : Runnable::run;
  }
}
