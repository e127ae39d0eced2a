package dev.tributary.console.web;

/// What somebody may do.
public enum Role {
  /// Look at everything.
  VIEWER,
  /// Also act: submit, redrive, discard, pause.
  OPERATOR;

  /// Whether whoever has this role may do what asks for `needed`.
  boolean covers(Role needed) {
    return compareTo(needed) >= 0;
  }
}
