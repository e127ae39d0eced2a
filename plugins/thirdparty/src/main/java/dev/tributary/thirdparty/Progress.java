package dev.tributary.thirdparty;

/// How far a third party is with what was handed in.
///
/// @param <T> what it makes
public sealed interface Progress<T> {
  /// It is done.
  record Done<T>(T result) implements Progress<T> {}

  /// It is to be asked again.
  record Working<T>() implements Progress<T> {}

  /// It will not be done.
  record Failed<T>(String reason) implements Progress<T> {}
}
