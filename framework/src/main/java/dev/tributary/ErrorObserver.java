package dev.tributary;

/// Learns of failures, without a say in what becomes of the message.
@FunctionalInterface
public interface ErrorObserver {
  /// The application failed at `message`, which is going to be tried again or set aside. Not called
  /// for what was aborted, snoozed or interrupted. Called on the delivery's own thread, for many at
  /// once.
  ///
  /// @throws Exception is logged, and that is all
  void failed(Message message, Throwable failure) throws Exception;
}
