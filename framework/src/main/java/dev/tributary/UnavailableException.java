package dev.tributary;

import org.jspecify.annotations.Nullable;

/// Something that an application depends on is away: a database, a third party, room on a disk. No
/// message is to blame.
///
/// Thrown by a callback or a processor, also as the cause of something else. The message waits in
/// the broker without costing an attempt, and the application pauses: it tries one message at a
/// time, at growing intervals, until one goes through. A [RetryPolicy] can say the same of other
/// exceptions; see [RetryPolicy#pause].
public class UnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// @param message what is away and what to do about it, for operators
  public UnavailableException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
