package dev.tributary.recovery;

import dev.tributary.DeadLetter;
import java.time.Instant;
import java.util.Optional;

/// A dead letter as it is kept.
///
/// @param letter what failed, where and why
/// @param act the last one that it was chosen for
/// @param actedAt when that was done to it
public record Failure(
    String id, DeadLetter letter, State state, Optional<String> act, Optional<Instant> actedAt) {

  /// What became of it.
  public enum State {
    /// Nothing yet.
    OPEN,
    /// An act has it, and has not come to it yet.
    CHOSEN,
    /// It was sent on. If it fails again, that is another failure.
    REDRIVEN,
    /// It was dropped on purpose.
    DISCARDED
  }

  /// One line of a list.
  ///
  /// @param attempts how many there were
  public record Summary(
      String id,
      String application,
      Instant failedAt,
      String error,
      String reason,
      int attempts,
      String messageId,
      Optional<String> delivery,
      Optional<String> provider,
      Optional<String> product,
      State state) {}

  /// Failures of one application that have one cause.
  ///
  /// @param cause what their reasons have in common
  /// @param example the id of the latest
  public record Group(
      String application, String cause, long count, Instant first, Instant last, String example) {}
}
