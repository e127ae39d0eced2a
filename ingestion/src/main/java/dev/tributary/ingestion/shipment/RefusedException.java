package dev.tributary.ingestion.shipment;

import dev.tributary.ingestion.model.Violation;
import java.io.IOException;

/// A package that breaks a rule, so that nothing of it is taken. It comes out of streams too, when
/// it shows only while they are read.
final class RefusedException extends IOException {

  private final transient Violation violation;

  RefusedException(Violation violation) {
    super(violation.message());
    this.violation = violation;
  }

  Violation violation() {
    return violation;
  }
}
