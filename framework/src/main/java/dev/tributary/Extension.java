package dev.tributary;

/// Several parts of an application that belong together, such as a check before the callback and a
/// mark after it.
///
/// @see Application.Builder#with
@FunctionalInterface
public interface Extension {
  /// Adds its parts to `application`.
  void extend(Application.Builder application);
}
