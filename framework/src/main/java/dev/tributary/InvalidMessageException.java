package dev.tributary;

import java.util.List;
import java.util.stream.Collectors;

/// A message is not what the application expects of it. No further attempt would find it better, so
/// that [RetryPolicy#standard] sets it aside at once, with everything that is wrong with it.
public final class InvalidMessageException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final int SHOWN = 20;

  private final transient List<Violation> violations;

  /// One thing that is wrong.
  ///
  /// @param path where, as a JSON Pointer (RFC 6901) for JSON; empty for the whole
  /// @param value what was found there, shortened
  /// @param message what was expected
  public record Violation(String path, String value, String message) {
    @Override
    public String toString() {
      var place = path.isEmpty() ? "the message" : path;
      return value.isEmpty() ? place + ": " + message : place + ": " + message + ", got: " + value;
    }
  }

  /// @param summary what was checked, such as `the message does not match the schema order`
  public InvalidMessageException(String summary, List<Violation> violations) {
    super(text(summary, violations));
    this.violations = List.copyOf(violations);
  }

  /// A message of which no more is known than that.
  public InvalidMessageException(String message, Throwable cause) {
    super(message, cause);
    this.violations = List.of(new Violation("", "", message));
  }

  /// All that is wrong, in the order of the message.
  public List<Violation> violations() {
    return violations;
  }

  private static String text(String summary, List<Violation> violations) {
    var shown =
        violations.stream().limit(SHOWN).map(Violation::toString).collect(Collectors.joining("; "));
    var rest = violations.size() - SHOWN;
    return summary + ": " + shown + (rest > 0 ? "; and " + rest + " more" : "");
  }
}
