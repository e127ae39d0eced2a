package dev.tributary;

/// What an application does once as it starts or stops.
///
/// @see Application.Builder#onStart
/// @see Application.Builder#onStop
@FunctionalInterface
public interface Hook {
  /// Does it.
  ///
  /// @throws Exception on start: the application does not start; on stop: it is logged, and the
  ///   others stop all the same
  void run() throws Exception;
}
