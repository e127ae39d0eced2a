package dev.tributary;

import java.util.List;

/// What an application does with a message.
@FunctionalInterface
public interface Callback {
  /// Returns the results of `message`, to be sent in this order; none is a result too.
  ///
  /// Called on a virtual thread of its own, for many messages at once up to the application's
  /// concurrency: it may block. It may be called again for the same message (after a crash, a
  /// retry, a redrive), so its effects must bear repetition.
  ///
  /// @throws Abort to end the message here, on purpose
  /// @throws InterruptedException when the application shuts down; the message is delivered again
  /// @throws Exception anything else is asked of the application's [RetryPolicy]
  List<Message> apply(Message message) throws Exception;
}
