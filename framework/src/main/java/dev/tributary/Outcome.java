package dev.tributary;

import java.time.Duration;
import java.util.List;

/// What a delivery came to. There is no other way for one to end.
public sealed interface Outcome {
  /// The callback returned, and its results are confirmed by the broker.
  ///
  /// @param results as they were sent
  /// @param dropped the results that a postprocessor dropped
  record Completed(List<Message> results, List<Abort> dropped) implements Outcome {}

  /// Ended on purpose.
  record Aborted(Abort abort) implements Outcome {}

  /// Failed; comes back to its own application after `delay`.
  record Retried(Duration delay, Throwable cause) implements Outcome {}

  /// Put off on purpose; comes back to its own application after `delay`, and no attempt is
  /// counted.
  record Snoozed(Duration delay, String reason) implements Outcome {}

  /// What the application depends on is away; comes back to its own application after `delay`, and
  /// no attempt is counted. The application pauses meanwhile.
  record Unavailable(Duration delay, Throwable cause) implements Outcome {}

  /// Another message of its key comes first, and this one waits in the broker until its turn. It
  /// was not worked on, and nothing is recorded.
  record OutOfTurn(Duration delay) implements Outcome {}

  /// Failed for good; set aside with its cause.
  record DeadLettered(DeadLetter letter, Throwable cause) implements Outcome {}

  /// Not finished, through no fault of the message: the application shuts down or the broker is
  /// away. The broker delivers it again.
  record Interrupted(Throwable cause) implements Outcome {}
}
