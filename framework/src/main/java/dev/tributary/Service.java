package dev.tributary;

import java.util.List;

/// One application, as `tributary run` finds it: by the name of its class, or in a file of its own.
///
///     public final class Echo implements Service {
///       @Override
///       public Application application(Settings settings) {
///         return Application.named("echo")
///             .consumes("received", "#")
///             .callback(message -> List.of(message))
///             .build();
///       }
///     }
///
/// It has a constructor without parameters. What makes it known by name to a command line that has
/// its jar on the class path is a line in `META-INF/services/dev.tributary.Service`.
public interface Service {
  /// The application, ready to be run once. Called once per start; what it opens here it closes in
  /// an [Application.Builder#onStop] hook.
  ///
  /// @throws IllegalArgumentException if `settings` do not fit together, saying how
  Application application(Settings settings);

  /// The settings that the application reads. What is not declared here is unknown, and refused.
  default List<Setting<?>> settings() {
    return List.of();
  }
}
