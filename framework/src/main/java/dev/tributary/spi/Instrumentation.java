package dev.tributary.spi;

import dev.tributary.Message;
import dev.tributary.Outcome;

/// Goes with each delivery of an application from its receipt to its end, to measure or to trace
/// it. Has no say in what becomes of it: what is thrown here is logged, and that is all.
///
/// @see dev.tributary.Application.Builder#instrument
@FunctionalInterface
public interface Instrumentation {
  /// A delivery of `message` was received. Called on the delivery's own thread, on which all its
  /// work is done, before any of it; for many deliveries at once.
  Observation received(Message message);

  /// What goes with one delivery. Called on the delivery's own thread only.
  interface Observation {
    /// Marks what is about to be sent because of this delivery: a result, after all postprocessors;
    /// a dead letter; or the delivered message itself, as it is put back to be tried later.
    ///
    /// @return `message`, or the same message with other headers
    default Message sending(Message message) {
      return message;
    }

    /// The delivery came to `outcome`, and is settled. Called once, whatever became of it.
    void ended(Outcome outcome);
  }
}
