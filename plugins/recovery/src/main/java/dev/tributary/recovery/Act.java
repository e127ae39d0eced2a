package dev.tributary.recovery;

import java.time.Instant;
import java.util.Optional;

/// What somebody had done about failures, and how far it has come.
///
/// @param rate at most so many a second
/// @param chosen how many failures it concerns
/// @param done how many of them were sent on, or dropped
/// @param refused how many of them stay open, since their applications have no queue
/// @param problem what stood in the way of those
public record Act(
    String id,
    Kind kind,
    String who,
    String why,
    String selection,
    boolean edited,
    Optional<Integer> rate,
    Instant requestedAt,
    Instant begunAt,
    Optional<Instant> finishedAt,
    long chosen,
    long done,
    long refused,
    Optional<String> problem) {

  /// What is done.
  public enum Kind {
    /// Each failure is sent on to the application where it failed.
    REDRIVE,
    /// Each is dropped.
    DISCARD
  }

  /// How many are left to do.
  public long left() {
    return chosen - done - refused;
  }
}
