package dev.tributary.ingestion.matching;

import java.util.Optional;

/// Two products that may be the same, and what was decided about them.
///
/// @param one the product whose key comes first in the alphabet
/// @param confidence from 0 to 1
/// @param reason in words
public record Proposal(
    String one, String other, double confidence, String reason, Optional<Decision> decision) {

  /// The product that is not `key`.
  public String otherThan(String key) {
    return key.equals(one) ? other : one;
  }
}
