package dev.tributary.scoring;

import java.util.List;

/// References contradict each other: one is nowhere worse than another, and scores less.
public final class ConflictException extends ScoringException {
  private static final long serialVersionUID = 1L;

  private final transient List<Conflict> conflicts;

  /// Two references that contradict each other.
  ///
  /// @param worse what the reference is called that is nowhere better
  /// @param better what the reference is called that is nowhere worse, and scores less
  /// @param allowedToWorse the scores that all others leave to the one
  /// @param allowedToBetter the scores that all others leave to the other
  public record Conflict(
      String worse, String better, Bounds allowedToWorse, Bounds allowedToBetter) {}

  ConflictException(String problems, List<Conflict> conflicts) {
    super(problems);
    this.conflicts = conflicts;
  }

  private ConflictException(String problems, ConflictException cause) {
    super(problems, cause);
    this.conflicts = cause.conflicts;
  }

  /// All pairs that contradict each other.
  public List<Conflict> conflicts() {
    return conflicts;
  }

  @Override
  ConflictException at(String place) {
    return new ConflictException(placed(place), this);
  }
}
