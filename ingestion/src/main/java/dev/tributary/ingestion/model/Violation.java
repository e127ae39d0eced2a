package dev.tributary.ingestion.model;

import java.util.Optional;

/// One rule that a delivery does not meet.
///
/// @param rule its code, `group.name`, such as `identifier.check-digit`
/// @param path where in the provider's file, such as
///   `/ern:NewReleaseMessage/ReleaseList/Release[1]`
/// @param line in that file, from 1
/// @param value what was found
/// @param message what is wrong, what was expected and, where one can tell, the fix; for the
///   provider's eyes
public record Violation(
    String rule,
    Severity severity,
    Optional<String> path,
    Optional<Integer> line,
    Optional<String> value,
    String message) {

  public enum Severity {
    /// The content is refused.
    ERROR,
    /// The content is loaded; somebody should look.
    WARNING,
    /// Worth knowing.
    INFO
  }
}
