package dev.tributary.ingestion.shipment;

import dev.tributary.ingestion.model.Violation;
import dev.tributary.ingestion.model.Violation.Severity;
import java.util.Optional;

/// Violations that are about files as such, and so have no line.
final class Violations {

  private Violations() {}

  static Violation error(String rule, String value, String message) {
    return about(rule, Severity.ERROR, value, message);
  }

  static Violation warning(String rule, String value, String message) {
    return about(rule, Severity.WARNING, value, message);
  }

  private static Violation about(String rule, Severity severity, String value, String message) {
    return new Violation(
        rule, severity, Optional.empty(), Optional.empty(), Optional.of(value), message);
  }
}
