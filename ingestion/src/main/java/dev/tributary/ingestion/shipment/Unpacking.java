package dev.tributary.ingestion.shipment;

import dev.tributary.ingestion.model.Violation;
import java.util.List;

/// What became of a package.
public sealed interface Unpacking {

  /// It was taken apart.
  ///
  /// @param children at least one, in the order they are to be worked on; each with what is wrong
  ///   with it, so that the others go on
  /// @param violations that are about no child, such as a message that did not come
  record Unpacked(List<Shipment> children, List<Violation> violations) implements Unpacking {}

  /// Nothing of it was taken, and nothing of it is in the content store.
  ///
  /// @param violations why, at least one
  record Refused(List<Violation> violations) implements Unpacking {}
}
