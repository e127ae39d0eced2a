package dev.tributary;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// How an application of this process is doing.
///
/// @param reason why it is not running
/// @param inFlight how many deliveries are being worked on
/// @param oldest how long the application's own code has been at the oldest of them
/// @param stuck what was interrupted at the time limit and goes on all the same
public record ApplicationStatus(
    String application,
    State state,
    Optional<String> reason,
    int inFlight,
    Duration oldest,
    List<Stuck> stuck) {
  public ApplicationStatus {
    stuck = List.copyOf(stuck);
  }

  /// Whether an application receives messages.
  public enum State {
    RUNNING,
    /// An operator said so.
    PAUSED,
    /// Something is away that it depends on.
    UNAVAILABLE
  }

  /// A message whose callback takes no notice of its time limit.
  ///
  /// @param stack where it is
  public record Stuck(String messageId, Duration runningFor, String stack) {}
}
