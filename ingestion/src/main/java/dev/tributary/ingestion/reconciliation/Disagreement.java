package dev.tributary.ingestion.reconciliation;

import java.util.Optional;

/// Two books that do not agree.
///
/// @param delivery the id of the delivery that it is about, if one is known
/// @param problem what was expected and what was found, in one line
/// @param advice what to do about it
public record Disagreement(
    Kind kind,
    Optional<String> provider,
    Optional<String> delivery,
    Optional<String> path,
    String problem,
    String advice) {

  /// What does not agree with what.
  public enum Kind {
    /// A delivery's state is none that there is, so no column counts it.
    UNKNOWN_STATE,
    /// A package was unpacked into more, or fewer, deliveries than are registered.
    PARTS,
    /// A package ended otherwise than its parts.
    PACKAGE_STATE,
    /// A manifest names a message that is neither registered nor reported as missing.
    MANIFEST_ENTRY,
    /// What a delivery says counts for a product that is not in the catalogue.
    PRODUCT,
    /// A delivery was loaded, and what it says is not kept; or a product shows what is not kept.
    STATEMENT,
    /// A delivery was set aside and no failure is kept, or one failed and was not set aside.
    FAILURE,
    /// A delivery was registered and its message never confirmed.
    NEVER_SENT,
    /// Nothing was heard of a delivery for too long.
    NO_END,
    /// A file of a delivery is not in the content store.
    CONTENT,
    /// A delivery is known elsewhere, and not in the register.
    UNREGISTERED
  }

  /// As it is shown.
  public String line() {
    var what = delivery.map(id -> id + path.map(where -> " (" + where + ")").orElse("") + ": ");
    return what.orElse("") + problem + "; " + advice;
  }
}
