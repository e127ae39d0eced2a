package dev.tributary;

import java.util.List;

/// What an application does with a message whose body is a `T`.
///
/// @see Application.Builder#callback(Class, TypedCallback)
@FunctionalInterface
public interface TypedCallback<T> {
  /// Returns the results of `body`, as [Callback#apply] does: each a [Message], or a value of a
  /// type that [Application.Builder#sends] names a routing key for.
  ///
  /// @throws Exception what [Callback#apply] throws
  List<?> apply(T body) throws Exception;

  /// One that needs the message's headers, too, or makes its results from it.
  @FunctionalInterface
  interface WithMessage<T> {
    /// Returns the results of `message`, whose body is `body`.
    ///
    /// @throws Exception what [Callback#apply] throws
    List<?> apply(T body, Message message) throws Exception;
  }
}
