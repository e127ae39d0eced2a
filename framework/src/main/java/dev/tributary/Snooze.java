package dev.tributary;

import java.time.Duration;

/// Puts a message off without costing it an attempt: a third party said `Retry-After`, or what was
/// asked for is not ready yet.
///
/// Thrown by a preprocessor, the callback or a postprocessor. The message waits in the broker,
/// durable, and comes back to its own application only. How long it may be put off in all is up to
/// the application's [RetryPolicy].
public final class Snooze extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Duration delay;
  private final String reason;

  /// @param delay until the message is to be delivered again
  /// @param reason for people, such as `the rating API is not done yet`
  public Snooze(Duration delay, String reason) {
    super(reason, null, false, false);
    if (delay.isNegative()) {
      throw new IllegalArgumentException("expected a delay of 0 or more, got: " + delay);
    }
    this.delay = delay;
    this.reason = reason;
  }

  public Duration delay() {
    return delay;
  }

  public String reason() {
    return reason;
  }
}
