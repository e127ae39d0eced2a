package dev.tributary;

/// A step before the callback (on its input) or after it (on each result): checks a message, or
/// returns another in its place.
@FunctionalInterface
public interface Processor {
  /// Returns what goes on in place of `message`, which may be `message` itself.
  ///
  /// @throws Abort before the callback: ends the message; after it: drops this one result
  /// @throws Exception anything else is asked of the application's [RetryPolicy]
  Message apply(Message message) throws Exception;
}
