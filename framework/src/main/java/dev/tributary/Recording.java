package dev.tributary;

/// How much of what happens is recorded as events.
public enum Recording {
  /// Nothing: no trail, and nobody can tell later what happened.
  OFF,
  /// What was sent and what became of each message, without bodies.
  SETTLEMENTS,
  /// The same, with the body of each message that was sent.
  BODIES
}
