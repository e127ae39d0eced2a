package dev.tributary.scoring;

import static java.util.stream.Collectors.joining;

/// What was asked for cannot be scored; the message says what was expected and what was found, one
/// problem a line.
public class ScoringException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String problems;

  public ScoringException(String problems) {
    super(problems);
    this.problems = problems;
  }

  ScoringException(String problems, Throwable cause) {
    super(problems, cause);
    this.problems = problems;
  }

  /// The same, each problem told with the place where it is.
  ScoringException at(String place) {
    return new ScoringException(placed(place), this);
  }

  final String placed(String place) {
    return problems.lines().map(problem -> place + ": " + problem).collect(joining("\n"));
  }
}
