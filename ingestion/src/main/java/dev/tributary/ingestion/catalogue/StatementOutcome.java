package dev.tributary.ingestion.catalogue;

import dev.tributary.ingestion.json.Changes.Change;
import dev.tributary.ingestion.model.Violation;
import java.util.List;

/// What came of a statement. That it came twice makes no difference, but that nothing changes.
public sealed interface StatementOutcome {
  /// Every product that is not as it was: the one that the statement is about, and others whose
  /// identity or state follows from it. Each of them is a line of history.
  List<ProductChange> changed();

  /// It counts.
  ///
  /// @param created whether the product is new; then there are no changes to tell
  /// @param changes what is not as it was before
  /// @param incomplete whether files are missing
  /// @param formerKeys keys under which the product, or a part of what is known of it, was known
  ///   until now
  record Applied(
      String key,
      Action action,
      boolean created,
      List<Change> changes,
      boolean incomplete,
      List<String> formerKeys,
      List<Violation> warnings,
      List<ProductChange> changed)
      implements StatementOutcome {}

  /// A later one counts.
  ///
  /// @param by the delivery of the one that counts
  /// @param changes what changed all the same: files that came with it and that the product needs
  record Superseded(
      String key,
      String by,
      List<Change> changes,
      List<Violation> warnings,
      List<ProductChange> changed)
      implements StatementOutcome {}

  /// It cannot count: it names no product, or several, or it comes from somebody who may not say
  /// this.
  record Refused(List<Violation> violations, List<ProductChange> changed)
      implements StatementOutcome {}
}
