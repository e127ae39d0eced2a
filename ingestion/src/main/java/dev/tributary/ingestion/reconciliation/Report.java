package dev.tributary.ingestion.reconciliation;

import java.util.List;
import java.util.Optional;

/// What came in and what became of it, and what does not agree.
///
/// @param rows by provider, then by period
/// @param total the sum of the rows
/// @param disagreements the first of them
/// @param disagreeing how many there are
public record Report(
    List<Row> rows, Sums total, List<Disagreement> disagreements, long disagreeing) {

  /// How long a period is.
  public enum Period {
    /// A day in UTC.
    DAY,
    /// A month in UTC.
    MONTH
  }

  /// The sums of one provider, in one period if that was asked for.
  ///
  /// @param provider absent for deliveries of which nobody found out whose they are
  /// @param period such as `2026-11-22` or `2026-11`
  public record Row(Optional<String> provider, Optional<String> period, Sums sums) {}

  /// Whether all is accounted for.
  public boolean agrees() {
    return disagreeing == 0 && total.agree();
  }
}
