package dev.tributary.console.web;

/// Who asks.
///
/// @param name as the audit tells it
public record Caller(String name, Role role) {
  /// Whether they may act.
  public boolean isOperator() {
    return role.covers(Role.OPERATOR);
  }
}
