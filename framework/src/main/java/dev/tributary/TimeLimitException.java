package dev.tributary;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// A callback took longer than its application's time limit, and was interrupted.
///
/// @see Application.Builder#timeLimit
public final class TimeLimitException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// @param cause what the callback threw when it was interrupted
  public TimeLimitException(Duration limit, @Nullable Throwable cause) {
    super("interrupted after the time limit of " + limit, cause);
  }
}
