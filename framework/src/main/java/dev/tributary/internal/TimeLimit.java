package dev.tributary.internal;

import dev.tributary.Application;
import dev.tributary.Message;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Watches over the time that one message takes in its application's own code: interrupts it at the
/// limit, and complains of code that takes no notice.
final class TimeLimit {
  private static final Logger log = LoggerFactory.getLogger(TimeLimit.class);

  /// How long an interrupted callback may take at most before it counts as stuck, and how often
  /// that is said.
  private static final Duration LONGEST_NOTICE = Duration.ofSeconds(10);

  private static final Duration REMINDER = Duration.ofMinutes(5);
  private static final int FRAMES = 30;

  private final Application application;
  private final Message message;

  // All guarded by this object's monitor, which is never held for long.
  private Thread thread = Thread.currentThread();
  private long begunAt;
  private long expiredAt;
  private long complainAt;
  private boolean running;
  private boolean expired;

  TimeLimit(Application application, Message message) {
    this.application = application;
    this.message = message;
  }

  /// The application's code begins, in this thread.
  synchronized void begin() {
    thread = Thread.currentThread();
    begunAt = System.nanoTime();
    running = true;
  }

  /// The application's code has ended, if it had not before. The interruption at the limit does not
  /// outlast it.
  ///
  /// @return whether it was interrupted at the limit
  synchronized boolean end() {
    if (running && expired) {
      var _ = Thread.interrupted();
    }
    running = false;
    return expired;
  }

  /// Looks whether it is time to interrupt or to complain. Called now and then by somebody else.
  void check() {
    if (expires()) {
      complain("message.time-limit", "interrupted");
    } else if (isToBeReported()) {
      complain(
          "message.stuck",
          "it holds one of the application's places until it ends, or the process does");
    }
  }

  private synchronized boolean expires() {
    if (!running || expired || elapsed().compareTo(application.timeLimit()) < 0) {
      return false;
    }
    expired = true;
    expiredAt = System.nanoTime();
    complainAt = expiredAt + notice().toNanos();
    thread.interrupt();
    return true;
  }

  private synchronized boolean isToBeReported() {
    if (!isStuck() || System.nanoTime() - complainAt < 0) {
      return false;
    }
    complainAt = System.nanoTime() + REMINDER.toNanos();
    return true;
  }

  /// Whether it was interrupted at its limit and went on all the same.
  synchronized boolean isStuck() {
    return running && expired && System.nanoTime() - expiredAt >= notice().toNanos();
  }

  /// As long again as its limit.
  private Duration notice() {
    var limit = application.timeLimit();
    return limit.compareTo(LONGEST_NOTICE) < 0 ? limit : LONGEST_NOTICE;
  }

  /// How long the application's code has been at it; zero if it is not.
  synchronized Duration elapsed() {
    return running ? Duration.ofNanos(System.nanoTime() - begunAt) : Duration.ZERO;
  }

  /// Where it is now.
  synchronized String stack() {
    return Arrays.stream(thread.getStackTrace())
        .limit(FRAMES)
        .map(frame -> "\tat " + frame)
        .collect(Collectors.joining("\n"));
  }

  private void complain(String event, String consequence) {
    log.atError()
        .addKeyValue("application", application.name())
        .addKeyValue("message_id", message.id())
        .addKeyValue("time_limit", application.timeLimit())
        .addKeyValue("running_for", elapsed())
        .addKeyValue("consequence", consequence)
        .addKeyValue("stack", stack())
        .log(event);
  }
}
